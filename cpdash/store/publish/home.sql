-- question: which homes and agencies stand in each area, and how are they judged?
-- grain:    one row per provider (URN); the newest list
-- inputs:   work.home
CREATE TABLE snapshot.home AS
SELECT urn, area, provision, sector, status, places, inspected, grade, as_at
FROM work.home
QUALIFY row_number() OVER (PARTITION BY urn ORDER BY as_at DESC, load DESC) = 1
ORDER BY area, provision, urn
