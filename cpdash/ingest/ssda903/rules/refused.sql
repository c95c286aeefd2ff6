-- question: which rows cannot be read? (rules 102, 141, 143, 144, 146, 147, 149, 355, 356)
-- grain:    one row per row of a file and rule
-- inputs:   header, episodes, code, rule_ret
INSERT INTO rule_fault
WITH episode AS (
    SELECT
        e.*, r.first, r.last,
        from_day(decom, r.first, r.last) AS first_day,
        to_day(dec, r.first, r.last) AS last_day,
        -- A code is right if it is of any year that the return covers: a case system that gives several years at once
        -- may write the old code or the new one, and no child vanishes for that.
        r.first_year AS year_from, r.last_year AS year_to
    FROM episodes e
    JOIN rule_ret r USING (ret)
)
SELECT 'header', ret, file, row, 'DOB', '102', first, last FROM header JOIN rule_ret USING (ret) WHERE dob IS NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'DECOM', '141', first, last FROM episode WHERE decom IS NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'DEC', '147', first_day, last FROM episode WHERE dec IS NULL AND dec_text IS NOT NULL
UNION ALL
-- A blank code is no wrong code (143, 144, 146): such a row is kept, and marked as BLANK.
SELECT 'episodes', e.ret, e.file, e.row, 'RNE', '143', first_day, last_day
FROM episode e
ANTI JOIN code c
    ON c.set_ = 'rne' AND c.code = e.rne AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.rne IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'LS', '144', first_day, last_day
FROM episode e
ANTI JOIN code c
    ON c.set_ = 'ls' AND c.code = e.ls AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.ls IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'PLACE', '146', first_day, last_day
FROM episode e
ANTI JOIN code c
    ON c.set_ = 'place' AND c.code = e.place AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.place IS NOT NULL
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'REC', '149', first_day, last_day
FROM episode e
ANTI JOIN code c
    ON c.set_ = 'rec' AND c.code = e.rec AND c.first_year <= e.year_to AND c.last_year >= e.year_from
WHERE e.rec IS NOT NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'DEC', '355', first_day, last_day FROM episode WHERE dec = decom
UNION ALL
SELECT 'episodes', ret, file, row, 'DEC', '356', first_day, last_day FROM episode WHERE dec < decom;
