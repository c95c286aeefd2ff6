-- question: which areas are there?
-- grain:    one row per area; the newest geography file that names it
-- inputs:   work.area
CREATE TABLE snapshot.area AS
SELECT code, name, kind, region, dfe_number, current
FROM work.area
QUALIFY row_number() OVER (PARTITION BY code ORDER BY load DESC) = 1
ORDER BY code
