-- question: which rows of the OC3 file have a wrong, part-blank or contradictory answer, or a young person too young?
--           (131, 132, 133, 153, 344, 345, 391)
-- grain:    one row per row of the OC3 file and rule
-- inputs:   oc3, code, rule_ret, rule_book
INSERT INTO rule_fault
WITH form AS (
    SELECT o.*, r.* EXCLUDE (ret), [in_touch, activ, accom] AS answers FROM oc3 o JOIN rule_ret r USING (ret)
)
SELECT 'oc3', f.ret, f.file, f.row, 'IN_TOUCH', '131', f.first, f.last
FROM form f
ANTI JOIN code c
    ON c.set_ = 'in_touch' AND c.code = f.in_touch AND c.first_year <= f.last_year AND c.last_year >= f.first_year
UNION ALL
SELECT 'oc3', f.ret, f.file, f.row, 'ACTIV', '132', f.first, f.last
FROM form f
ANTI JOIN code c
    ON c.set_ = 'activ' AND c.code = f.activ AND c.first_year <= f.last_year AND c.last_year >= f.first_year
UNION ALL
SELECT 'oc3', f.ret, f.file, f.row, 'ACCOM', '133', f.first, f.last
FROM form f
ANTI JOIN code c
    ON c.set_ = 'accom' AND c.code = f.accom AND c.first_year <= f.last_year AND c.last_year >= f.first_year
UNION ALL
SELECT
    'oc3', ret, file, row,
    ['IN_TOUCH', 'ACTIV', 'ACCOM'][list_position(list_transform(answers, lambda x: x IS NULL), true)],
    '153', first, last
FROM form
WHERE len(list_filter(answers, lambda x: x IS NULL)) IN (1, 2)
UNION ALL
SELECT 'oc3', ret, file, row, CASE WHEN activ IS DISTINCT FROM '0' THEN 'ACTIV' ELSE 'ACCOM' END, '344', first, last
FROM form
WHERE in_touch IN ('DIED', 'RHOM') AND (activ IS DISTINCT FROM '0' OR accom IS DISTINCT FROM '0')
UNION ALL
SELECT 'oc3', ret, file, row, CASE WHEN activ = '0' THEN 'ACTIV' ELSE 'ACCOM' END, '345', first, last
FROM form
WHERE in_touch = 'YES' AND (activ = '0' OR accom = '0')
UNION ALL
SELECT 'oc3', f.ret, f.file, f.row, 'DOB', b.rule, greatest(f.year_start, f.first), f.last
FROM form f
JOIN rule_book b ON b.rule = '391'
WHERE f.whole_year
    AND birthday(f.dob, b.age) > f.last
    AND len(list_filter(answers, lambda x: x IS NOT NULL)) > 0;
