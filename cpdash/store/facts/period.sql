-- question: from when to when was each child in care without a break?
-- grain:    one row per period of care; ends is the first day no longer in care, NULL while it lasts
-- inputs:   temp.episode
CREATE OR REPLACE TEMP TABLE period AS
SELECT
    key, area, period, min(decom) AS starts, CASE WHEN count(dec) < count(*) THEN NULL ELSE max(dec) END AS ends,
    arg_max_null(rec, decom) AS end_rec, arg_max(place, decom) AS last_place, arg_max(ls, decom) AS last_ls,
    arg_min(rne, decom) AS first_rne, arg_min(ls, decom) AS first_ls, arg_min_null(cin, decom) AS cin,
    arg_min(legal_status, decom) AS first_legal_status, arg_max(legal_status, decom) AS last_legal_status,
    arg_min(need, decom) AS need
FROM episode
GROUP BY key, area, period
