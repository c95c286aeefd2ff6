-- question: which episodes are at fault by themselves, whatever stands before and after them?
--           (145, 1009, 178, 526, 213, 550, 527-531, 148, 354, 366, 365, 380, 381, 375, 376, 379, 378, 390, 516)
-- grain:    one row per row of an episode file and rule
-- inputs:   rule_episode, code, rule_book
INSERT INTO rule_fault
WITH barred AS (SELECT rule, unnest(places) AS place, provider, days FROM rule_book)
SELECT 'episodes', e.ret, e.file, e.row, 'CIN', '145', first_day, last_day
FROM rule_episode e
ANTI JOIN code c ON c.set_ = 'cin' AND c.code = e.cin AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.cin IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'REASON_PLACE_CHANGE', '1009', first_day, last_day
FROM rule_episode e
ANTI JOIN code c
    ON c.set_ = 'reason_place_change' AND c.code = e.reason_place_change
    AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.reason_place_change IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'PLACE_PROVIDER', '178', first_day, last_day
FROM rule_episode e
LEFT JOIN (SELECT DISTINCT code FROM code WHERE set_ = 'provider') c ON c.code = e.place_provider
WHERE e.place_provider IS NOT NULL
    AND (c.code IS NULL OR temporary(place) OR place IN ('Z1', 'Z11', 'Z12', 'Z13', 'Z14'))
UNION ALL
-- Z1 was the one code for other placements up to the year ending March 2025; afterwards it excuses no blank.
SELECT 'episodes', ret, file, row, 'PLACE_PROVIDER', '526', first_day, last_day
FROM rule_episode
WHERE place_provider IS NULL
    AND NOT coalesce(
        temporary(place) OR place IN ('Z11', 'Z12', 'Z13', 'Z14') OR (place = 'Z1' AND year_from <= 2025), false
    )
UNION ALL
SELECT 'episodes', ret, file, row, 'PLACE_PROVIDER', '213', first_day, last_day
FROM rule_episode
WHERE place_provider IS NOT NULL
    AND (temporary(place) OR (place IN ('Z11', 'Z12', 'Z13', 'Z14') AND year_to >= 2026))
UNION ALL
SELECT 'episodes', ret, file, row, 'PLACE_PROVIDER', '550', first_day, last_day
FROM rule_episode
WHERE place_provider = 'PR0' AND place IS DISTINCT FROM 'P1'
UNION ALL
-- 527 to 531: the placements that this kind of provider does not run.
SELECT 'episodes', e.ret, e.file, e.row, 'PLACE_PROVIDER', b.rule, first_day, last_day
FROM rule_episode e
JOIN barred b ON b.place = e.place AND b.provider = e.place_provider
UNION ALL
SELECT 'episodes', ret, file, row, CASE WHEN rec IS NULL THEN 'REC' ELSE 'DEC' END, '148', first_day, last_day
FROM rule_episode
WHERE (dec_text IS NULL) <> (rec IS NULL)
UNION ALL
-- The Department's words are of DEC, its validator's code reads DECOM: neither may lie ahead.
SELECT 'episodes', ret, file, row, CASE WHEN decom > ret_last THEN 'DECOM' ELSE 'DEC' END, '354', first_day, last_day
FROM rule_episode
WHERE dec > ret_last OR decom > ret_last
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '366', first_day, last_day
FROM rule_episode
WHERE ls = 'V3' AND rne IS DISTINCT FROM 'S'
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'DEC', b.rule, first_day, last_day
FROM rule_episode e
JOIN rule_book b ON b.rule = '365'
WHERE e.ls = 'V3' AND coalesce(e.dec, e.ret_last) - e.decom > b.days
UNION ALL
SELECT 'episodes', ret, file, row, 'RNE', '380', first_day, last_day
FROM rule_episode
WHERE temporary(place) AND coalesce(rne, '') NOT IN ('P', 'B')
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '381', first_day, last_day
FROM rule_episode
WHERE temporary(place) AND rec <> 'X1'
UNION ALL
-- 375, 376, 379. An open stay is as long as the return knows it: the one that lasts is the one to find.
SELECT 'episodes', e.ret, e.file, e.row, 'PLACE', b.rule, first_day, last_day
FROM rule_episode e
JOIN barred b ON b.place = e.place AND b.days IS NOT NULL
WHERE coalesce(e.dec, e.ret_last) - e.decom > b.days
UNION ALL
SELECT 'episodes', ret, file, row, 'LS', '378', first_day, last_day
FROM rule_episode
WHERE place = 'P1' AND ls = 'V2'
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '390', first_day, last_day
FROM rule_episode
WHERE rec IN ('E11', 'E12') AND NOT coalesce(adoptive(place), false)
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '516', first_day, last_day
FROM rule_episode
WHERE rec IN ('E45', 'E46') AND NOT coalesce(fostered(place), false);
