-- question: which notes of people stand now?
-- grain:    one row as its newest file gives it; a council's newer file takes the place of its older ones
-- inputs:   work.note, work.load
CREATE TABLE snapshot.note AS
SELECT r.* EXCLUDE (load), l.title AS source
FROM work.note AS r JOIN work.load AS l ON l.id = r.load
QUALIFY rank() OVER (PARTITION BY r.area, l.source ORDER BY r.load DESC) = 1
