-- question: in which months does an event of month s count, in each form?
-- grain:    one row per council, month s of the event, form and month m of the figure; starts_m is the first month of m's window
-- inputs:   temp.month
-- A window is whole months: the twelve months to February 2025 begin on 1 March 2024.
CREATE OR REPLACE TEMP TABLE event AS
WITH form AS (FROM (VALUES ('month', 1), ('3 months', 3), ('12 months', 12), ('3 years', 36)) AS form(form, months))
SELECT area, form, month, m, unnest(range(m - months + 1, m + 1))::INTEGER AS s, m - months + 1 AS starts_m
FROM month CROSS JOIN form
UNION ALL
SELECT area, 'year to date', month, m, unnest(range(year_m, m + 1))::INTEGER, year_m FROM month
