-- question: how many children aged 0 to 17 live in an area in the middle of a year?
-- grain:    one row per area and year; the newest estimate
-- inputs:   work.population
CREATE TABLE snapshot.population AS
SELECT area, year, people
FROM work.population
QUALIFY row_number() OVER (PARTITION BY area, year ORDER BY load DESC) = 1
ORDER BY area, year
