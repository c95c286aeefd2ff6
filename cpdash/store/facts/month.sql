-- question: which months do a council's returns cover?
-- grain:    one row per council and whole month that a return covers
-- inputs:   temp.active
CREATE OR REPLACE TEMP TABLE month AS
WITH covered AS (
    SELECT DISTINCT area, unnest(range(m_of(first), m_of(last + 1))) AS m
    FROM (SELECT DISTINCT area, first, last FROM active)
)
SELECT
    area, m, month_of(m) AS month, last_day_of(m) AS last_day, min(m) OVER here AS first_m, max(m) OVER here AS last_m,
    m - (m - 3) % 12 AS year_m, max(m) OVER here < m - (m - 3) % 12 + 11 AS open_year
FROM covered
WINDOW here AS (PARTITION BY area)
ORDER BY area, m
