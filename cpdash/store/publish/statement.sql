-- question: which rows of this kind stand now?
-- grain:    one row as its newest file gives it; a newer file of one source replaces that council's older rows
-- inputs:   work.statement, work.load
CREATE TABLE snapshot.statement AS
SELECT r.* EXCLUDE (load), l.title AS source
FROM work.statement AS r JOIN work.load AS l ON l.id = r.load
QUALIFY rank() OVER (PARTITION BY r.area, l.source ORDER BY r.load DESC) = 1
