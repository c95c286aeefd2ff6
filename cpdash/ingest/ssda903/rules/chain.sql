-- question: which episodes do not fit the child's episode before or after them?
--           (142, 501, 388, 431, 432, 433, 357, 434, 435, 436, 437, 504, 383)
-- grain:    one row per row of an episode file and rule
-- inputs:   rule_episode (n = 1: no row before; next_decom NULL: no row after), code
INSERT INTO rule_fault
SELECT 'episodes', ret, file, row, CASE WHEN dec IS NULL THEN 'DEC' ELSE 'REC' END, '142', first_day, last_day
FROM rule_episode
WHERE next_decom IS NOT NULL AND (dec IS NULL OR rec IS NULL)
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '501', first_day, last_day
FROM rule_episode
WHERE decom < prev_dec
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '388', first_day, last_day
FROM rule_episode
WHERE n IS NOT NULL
    AND ((rec = 'X1' AND dec IS NOT NULL AND next_decom IS DISTINCT FROM dec) OR (rec <> 'X1' AND next_decom = dec))
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '431', first_day, last_day
FROM rule_episode
WHERE rne = 'S' AND decom <= prev_dec
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'RNE', '432', first_day, last_day
FROM rule_episode e
SEMI JOIN code c ON c.set_ = 'rec' AND c.code = e.prev_rec AND c.code <> 'X1'
WHERE e.rne IS DISTINCT FROM 'S'
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '433', first_day, last_day
FROM rule_episode
WHERE n > 1 AND rne IN ('L', 'P', 'T', 'U', 'B') AND prev_dec IS DISTINCT FROM decom
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '357', first_day, last_day
FROM rule_episode
WHERE n = 1 AND decom >= ret_first AND rne IS DISTINCT FROM 'S'
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '434', first_day, last_day
FROM rule_episode
WHERE n > 1 AND rne = 'L' AND (same_ls OR NOT same_placement)
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '435', first_day, last_day
FROM rule_episode
WHERE n > 1 AND rne IN ('P', 'T') AND (same_placement OR NOT same_ls)
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '436', first_day, last_day
FROM rule_episode
WHERE n > 1 AND rne IN ('B', 'U') AND (same_placement OR same_ls)
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '437', first_day, last_day
FROM rule_episode
WHERE rec IN ('E2', 'E15') AND next_decom IS NOT NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'CIN', '504', first_day, last_day
FROM rule_episode
WHERE prev_rec = 'X1' AND prev_dec = decom AND NOT same_cin
UNION ALL
-- To the year ending March 2025 the fault is the temporary row's, then the following row's, whose postcode counts too.
SELECT
    'episodes', ret, CASE WHEN late THEN next_file ELSE file END, CASE WHEN late THEN next_row ELSE row END,
    'PLACE', '383', first_day, last_day
FROM (
    SELECT *, collection_year(from_day(next_decom, ret_first, ret_last)) >= 2026 AS late
    FROM rule_episode
    WHERE temporary(place) AND n > 1 AND next_decom IS NOT NULL
)
WHERE next_rne IS DISTINCT FROM 'P' OR NOT returns_to_place OR (late AND NOT returns_to_post);
