-- question: which rows of the header have a wrong sex, ethnic code or date of birth? (101, 103, 301)
-- grain:    one row per row of the header and rule
-- inputs:   header, code, rule_ret
INSERT INTO rule_fault
WITH head AS (SELECT h.*, r.* EXCLUDE (ret) FROM header h JOIN rule_ret r USING (ret))
SELECT 'header', h.ret, h.file, h.row, 'SEX', '101', h.first, h.last
FROM head h
ANTI JOIN code c
    ON c.set_ = 'sex' AND c.code = h.sex AND c.first_year <= h.last_year AND c.last_year >= h.first_year
UNION ALL
SELECT 'header', h.ret, h.file, h.row, 'ETHNIC', '103', h.first, h.last
FROM head h
ANTI JOIN code c
    ON c.set_ = 'ethnic' AND c.code = h.ethnic AND c.first_year <= h.last_year AND c.last_year >= h.first_year
UNION ALL
SELECT 'header', ret, file, row, 'DOB', '301', first, last FROM head WHERE dob > last;
