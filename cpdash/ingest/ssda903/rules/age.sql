-- question: which episodes do not go with the child's age? (302, 352, 359, 386, 407, 460)
-- grain:    one row per row of an episode file or of the header, and rule
-- inputs:   rule_episode, header
INSERT INTO rule_fault
WITH born_late AS (SELECT * FROM rule_episode WHERE n = 1 AND decom < dob),
guardian_late AS (
    SELECT * FROM rule_episode WHERE rec IN ('E43', 'E44', 'E45', 'E46', 'E47', 'E48') AND dec >= adult
)
SELECT 'episodes', ret, file, row, 'DECOM', '302', first_day, last_day FROM born_late
UNION ALL
SELECT 'header', h.ret, h.file, h.row, 'DOB', '302', e.first_day, e.last_day
FROM born_late e
JOIN header h ON h.ret = e.ret AND h.child = e.child
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '352', first_day, last_day
FROM rule_episode
WHERE rne = 'S' AND decom >= adult
UNION ALL
-- Before the birthday the row is in order: only the days after it are marked.
SELECT 'episodes', ret, file, row, 'DEC', '359', from_day(greatest(adult, first_day), ret_first, ret_last), last_day
FROM rule_episode
WHERE dec IS NULL AND adult <= ret_last AND NOT coalesce(ls = 'V2' AND place = 'K2', false)
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '386', first_day, last_day
FROM rule_episode
WHERE rec IN ('E11', 'E12') AND dec >= adult
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '407', first_day, last_day FROM guardian_late
UNION ALL
SELECT 'header', h.ret, h.file, h.row, 'DOB', '407', e.first_day, e.last_day
FROM guardian_late e
JOIN header h ON h.ret = e.ret AND h.child = e.child
UNION ALL
SELECT 'episodes', ret, file, row, 'REC', '460', first_day, last_day
FROM rule_episode
WHERE rec = 'E17' AND dec < adult;
