-- question: how does each episode stand to the child's episode before and after it, and to the child's 18th birthday?
-- grain:    rule_episode: one row per row of an episode file; rule_child: one per child of a header; rule_row: one per
--           row of any file that names a child
-- inputs:   the staged tables, rule_ret

CREATE OR REPLACE TEMP MACRO temporary(place) AS place IN ('T0', 'T1', 'T2', 'T3', 'T4');
CREATE OR REPLACE TEMP MACRO adoptive(place) AS place IN ('A3', 'A4', 'A5', 'A6');
CREATE OR REPLACE TEMP MACRO fostered(place) AS place IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6');

CREATE OR REPLACE TEMP TABLE rule_child AS
SELECT ret, child, min(dob) AS dob, min(sex) AS sex, birthday(min(dob), 18) AS adult
FROM header
WHERE child IS NOT NULL
GROUP BY ret, child;

-- n numbers a child's rows by their start; rows of the same days come in the order of the file. A row without child or
-- start follows nothing: its n and all that comes from its neighbours are NULL.
CREATE OR REPLACE TEMP TABLE rule_episode AS
WITH compact AS (
    -- Real files write one postcode with and without its space.
    SELECT * REPLACE (replace(pl_post, ' ', '') AS pl_post) FROM episodes
),
chain AS (
    SELECT
        ret, file, row, child, decom, dec, dec_text, rne, ls, cin, place, place_provider, rec, reason_place_change,
        row_number() OVER around AS n,
        lag(dec) OVER around AS prev_dec,
        lag(rec) OVER around AS prev_rec,
        lead(decom) OVER around AS next_decom,
        lead(rne) OVER around AS next_rne,
        lead(file) OVER around AS next_file,
        lead(row) OVER around AS next_row,
        lag(ls) OVER around IS NOT DISTINCT FROM ls AS same_ls,
        lag(cin) OVER around IS NOT DISTINCT FROM cin AS same_cin,
        lag(place) OVER around IS NOT DISTINCT FROM place
            AND lag(place_provider) OVER around IS NOT DISTINCT FROM place_provider
            AND lag(pl_post) OVER around IS NOT DISTINCT FROM pl_post
            AND lag(urn) OVER around IS NOT DISTINCT FROM urn AS same_placement,
        lag(place) OVER around IS NOT DISTINCT FROM lead(place) OVER around AS returns_to_place,
        lag(pl_post) OVER around IS NOT DISTINCT FROM lead(pl_post) OVER around AS returns_to_post
    FROM compact
    WHERE child IS NOT NULL AND decom IS NOT NULL
    WINDOW around AS (PARTITION BY ret, child ORDER BY decom, dec NULLS LAST, file, row)
),
every AS (
    FROM chain
    UNION ALL BY NAME
    SELECT
        ret, file, row, child, decom, dec, dec_text, rne, ls, cin, place, place_provider, rec, reason_place_change
    FROM compact
    WHERE child IS NULL OR decom IS NULL
)
SELECT
    e.*,
    c.dob,
    c.adult,
    r.first AS ret_first,
    r.last AS ret_last,
    from_day(e.decom, r.first, r.last) AS first_day,
    to_day(e.dec, r.first, r.last) AS last_day,
    -- The collection years of the return in which the row was open: a code is right if it is of one of them.
    collection_year(from_day(e.decom, r.first, r.last)) AS year_from,
    collection_year(to_day(e.dec, r.first, r.last)) AS year_to
FROM every e
JOIN rule_ret r USING (ret)
LEFT JOIN rule_child c ON c.ret = e.ret AND c.child = e.child;

-- Yearly files and the header touch the whole return; a review, a decision and a time away have their own days.
CREATE OR REPLACE TEMP VIEW rule_row AS
SELECT 'header' AS table_, ret, file, row, child, NULL::DATE AS dob, first, last FROM header JOIN rule_ret USING (ret)
UNION ALL
SELECT 'episodes', ret, file, row, child, NULL, first_day, last_day FROM rule_episode
UNION ALL
SELECT 'reviews', ret, file, row, child, dob, from_day(review, first, last), to_day(review, first, last)
FROM reviews JOIN rule_ret USING (ret)
UNION ALL
SELECT 'uasc', ret, file, row, child, dob, first, last FROM uasc JOIN rule_ret USING (ret)
UNION ALL
SELECT 'oc2', ret, file, row, child, dob, first, last FROM oc2 JOIN rule_ret USING (ret)
UNION ALL
SELECT 'oc3', ret, file, row, child, dob, first, last FROM oc3 JOIN rule_ret USING (ret)
UNION ALL
SELECT 'ad1', ret, file, row, child, dob, first, last FROM ad1 JOIN rule_ret USING (ret)
UNION ALL
SELECT
    'placed_adoption', ret, file, row, child, dob, from_day(date_placed, first, last), to_day(date_placed, first, last)
FROM placed_adoption JOIN rule_ret USING (ret)
UNION ALL
SELECT 'prev_perm', ret, file, row, child, dob, first, last FROM prev_perm JOIN rule_ret USING (ret)
UNION ALL
SELECT 'missing', ret, file, row, child, dob, from_day(mis_start, first, last), to_day(mis_end, first, last)
FROM missing JOIN rule_ret USING (ret)
UNION ALL
SELECT 'sw_episodes', ret, file, row, child, NULL, from_day(sw_decom, first, last), to_day(sw_dec, first, last)
FROM sw_episodes JOIN rule_ret USING (ret);
