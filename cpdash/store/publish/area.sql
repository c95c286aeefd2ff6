-- question: which areas are there?
-- grain:    one row per area; imported before shipped, then the newest geography file that names it
-- inputs:   work.area
CREATE TABLE snapshot.area AS
SELECT code, name, kind, region, dfe_number, current, synthetic IS TRUE AS synthetic
FROM work.area AS r JOIN (SELECT id, priority FROM work.load) AS l ON l.id = r.load
QUALIFY row_number() OVER (PARTITION BY code ORDER BY l.priority DESC, l.id DESC) = 1
ORDER BY code
