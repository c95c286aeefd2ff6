-- question: how many children aged 0 to 17 live in an area in the middle of a year?
-- grain:    one row per area and year; imported before shipped, then the newest estimate
-- inputs:   work.population
CREATE TABLE snapshot.population AS
SELECT area, year, people
FROM work.population AS r JOIN (SELECT id, priority FROM work.load) AS l ON l.id = r.load
QUALIFY row_number() OVER (PARTITION BY area, year ORDER BY l.priority DESC, l.id DESC) = 1
ORDER BY area, year
