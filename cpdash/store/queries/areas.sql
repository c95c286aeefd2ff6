-- question: which areas are there?
-- grain:    one row per area, by name
-- inputs:   none
SELECT code, name, kind, region, dfe_number, current, synthetic FROM area ORDER BY name
