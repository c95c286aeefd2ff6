-- question: which adoptions and placements for adoption do not agree with their decisions?
--           (551, 553, 601, 602, 331, 333, 521, 523)
-- grain:    one row per row of a file and rule
-- inputs:   rule_episode, ad1, placed_adoption, rule_ret
INSERT INTO rule_fault
WITH decided AS (SELECT DISTINCT ret, child FROM placed_adoption WHERE date_placed_text IS NOT NULL),
form AS (
    SELECT
        a.*, r.first, r.last,
        [date_int_text, date_match_text, foster_care, nb_adoptr, sex_adoptr, ls_adoptr] AS answers
    FROM ad1 a
    JOIN rule_ret r USING (ret)
),
adopted AS (SELECT * FROM rule_episode WHERE rec IN ('E11', 'E12')),
adopted_now AS (SELECT * FROM adopted WHERE dec BETWEEN ret_first AND ret_last),
matched_late AS (
    SELECT e.ret, e.file, e.row, f.file AS form_file, f.row AS form_row, e.first_day, e.last_day
    FROM adopted e
    JOIN form f ON f.ret = e.ret AND f.child = e.child
    WHERE f.date_match > e.decom
),
decided_late AS (
    SELECT e.ret, e.file, e.row, f.file AS form_file, f.row AS form_row, e.first_day, e.last_day
    FROM rule_episode e
    JOIN form f ON f.ret = e.ret AND f.child = e.child
    WHERE adoptive(e.place) AND f.date_int > e.decom
),
-- A child may have had a decision, its reversal and another decision: the form holds one of them.
at_odds AS (
    SELECT f.ret, f.file, f.row, f.first, f.last, p.file AS placed_file, p.row AS placed_row, p.date_placed
    FROM form f
    JOIN placed_adoption p ON p.ret = f.ret AND p.child = f.child
    WHERE f.date_int IS NOT NULL AND p.date_placed IS NOT NULL
    QUALIFY NOT bool_or(p.date_placed = f.date_int) OVER (PARTITION BY f.ret, f.file, f.row)
)
SELECT 'episodes', e.ret, e.file, e.row, 'PLACE', '551', e.first_day, e.last_day
FROM rule_episode e
ANTI JOIN decided d ON d.ret = e.ret AND d.child = e.child
WHERE adoptive(e.place)
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'LS', '553', e.first_day, e.last_day
FROM rule_episode e
ANTI JOIN decided d ON d.ret = e.ret AND d.child = e.child
WHERE e.ls = 'E1'
UNION ALL
-- The child's newest decision is reversed, and the order stands.
SELECT
    'placed_adoption', p.ret, p.file, p.row,
    CASE WHEN p.date_placed_ceased_text IS NULL THEN 'REASON_PLACED_CEASED' ELSE 'DATE_PLACED_CEASED' END,
    '553', from_day(p.date_placed_ceased, r.first, r.last), r.last
FROM (
    SELECT *
    FROM placed_adoption
    QUALIFY row_number() OVER (
        PARTITION BY ret, child ORDER BY date_placed DESC NULLS LAST, date_placed_ceased DESC NULLS FIRST, file, row
    ) = 1
) p
JOIN rule_ret r USING (ret)
SEMI JOIN rule_episode e ON e.ret = p.ret AND e.child = p.child AND e.ls = 'E1' AND e.dec_text IS NULL
WHERE p.date_placed_ceased_text IS NOT NULL OR p.reason_placed_ceased IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'REC', '601', e.first_day, e.last_day
FROM adopted_now e
ANTI JOIN (
    SELECT ret, child FROM form GROUP BY ret, child HAVING bool_and(len(list_filter(answers, lambda x: x IS NULL)) = 0)
) f ON f.ret = e.ret AND f.child = e.child
WHERE e.child IS NOT NULL
UNION ALL
SELECT
    'ad1', f.ret, f.file, f.row,
    ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR']
        [list_position(list_transform(answers, lambda x: x IS NULL), true)],
    '601', f.first, f.last
FROM form f
SEMI JOIN adopted_now e ON e.ret = f.ret AND e.child = f.child
WHERE len(list_filter(answers, lambda x: x IS NULL)) > 0
UNION ALL
SELECT 'ad1', f.ret, f.file, f.row, 'CHILD', '602', f.first, f.last
FROM form f
ANTI JOIN adopted_now e ON e.ret = f.ret AND e.child = f.child
WHERE len(list_filter(answers, lambda x: x IS NOT NULL)) > 0
UNION ALL
SELECT 'ad1', ret, form_file, form_row, 'DATE_MATCH', '331', first_day, last_day FROM matched_late
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '331', first_day, last_day FROM matched_late
UNION ALL
SELECT 'ad1', ret, file, row, 'DATE_INT', '333', first, last
FROM form
WHERE date_match IS NOT NULL AND (date_int IS NULL OR date_int > date_match)
UNION ALL
SELECT 'ad1', ret, form_file, form_row, 'DATE_INT', '521', first_day, last_day FROM decided_late
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '521', first_day, last_day FROM decided_late
UNION ALL
SELECT 'ad1', ret, file, row, 'DATE_INT', '523', first, last FROM at_odds
UNION ALL
SELECT 'placed_adoption', ret, placed_file, placed_row, 'DATE_PLACED', '523', from_day(date_placed, first, last),
    to_day(date_placed, first, last)
FROM at_odds;
