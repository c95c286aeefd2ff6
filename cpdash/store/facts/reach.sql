-- question: in which months does something that lasts, or that counts once for a child, count in each form?
-- grain:    macros; two small tables: one row per form; one per council
-- inputs:   temp.month
-- m counts months (macros.sql). months is 0 for the year to date. The window that ends with month m begins after
-- before_window(months, m), and holds month s when s <= m <= reach(months, s). So:
--   what lasts from month s to month e touches the windows of the months s to reach(e);
--   of two events of a child in s1 <= s2, the later adds a child to the windows of reach(s1) + 1 to reach(s2).
CREATE OR REPLACE TEMP MACRO reach(months, s) AS
    CASE WHEN months > 0 THEN s + months - 1 ELSE s - (s - 3) % 12 + 11 END;
CREATE OR REPLACE TEMP MACRO before_window(months, m) AS
    CASE WHEN months > 0 THEN m - months ELSE m - (m - 3) % 12 - 1 END;
CREATE OR REPLACE TEMP TABLE look_back AS
FROM (VALUES ('month', 1), ('3 months', 3), ('12 months', 12), ('year to date', 0)) AS look_back(form, months);
-- place numbers the councils: millions of rows are counted faster by a number than by a code.
CREATE OR REPLACE TEMP TABLE span AS
SELECT (row_number() OVER (ORDER BY area))::SMALLINT AS place, area, min(m) AS first_m, max(m) AS last_m
FROM month GROUP BY area
