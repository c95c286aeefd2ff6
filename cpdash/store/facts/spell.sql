-- question: how long did each child live with one carer?
-- grain:    one row per spell; ends is the first day no longer there, NULL while it lasts
-- inputs:   temp.episode
-- one_before_m and two_before_m: the last month whose twelve months still touch the spell before this one, and the one
-- before that. in_order: no spell of the child overlaps another or was left open before another; that is a fault.
CREATE OR REPLACE TEMP TABLE spell AS
WITH ends AS (
    SELECT
        key, area, period, spell, min(decom) AS starts,
        CASE WHEN count(dec) < count(*) THEN NULL ELSE max(dec) END AS ends, min(line) AS first_line,
        max(line) AS last_line
    FROM episode
    GROUP BY key, area, period, spell
), chained AS (
    SELECT
        *, (ends <= lead(starts) OVER child) IS TRUE OR lead(starts) OVER child IS NULL AS in_order,
        lag(starts) OVER child AS starts_before, lag(period) OVER child AS period_before,
        lag(m_of(ends) + 11, 1, -1) OVER child AS one_before_m, lag(m_of(ends) + 11, 2, -1) OVER child AS two_before_m
    FROM ends
    WINDOW child AS (PARTITION BY key ORDER BY spell)
)
SELECT
    * EXCLUDE (in_order, starts_before, period_before),
    CASE WHEN period_before = period THEN starts_before END AS starts_before,
    bool_and(in_order) OVER (PARTITION BY key) AS in_order
FROM chained
