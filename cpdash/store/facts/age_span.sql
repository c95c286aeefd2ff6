-- question: at the ends of which months is a child of which age band?
-- grain:    one row per child and age band, in the months that the council's returns cover; every month where unknown
-- inputs:   temp.child, temp.span
-- age is the first year of the band: numbers are counted faster than words, and age_band names them in the end.
-- A child born on 29 February is a year older on 1 March, so at the end of March, in a year without that day.
CREATE OR REPLACE TEMP TABLE age_span AS
WITH birth AS (
    SELECT
        key, area, sex, m_of(dob) AS m, CASE WHEN month(dob) = 2 AND day(dob) = 29 THEN 1 ELSE 0 END AS late
    FROM child
), each AS (
    SELECT
        key, area, sex, unnest([0, 1, 5, 10, 16]) AS age,
        unnest([0, m + 12 + late, m + 60 + late, m + 120 + late, m + 192]) AS from_m,
        unnest([m + 11 + late, m + 59 + late, m + 119 + late, m + 191, 99999]) AS to_m
    FROM birth WHERE m IS NOT NULL
    UNION ALL
    SELECT key, area, sex, NULL, 0, 99999 FROM birth WHERE m IS NULL
)
SELECT
    each.key, span.place, each.sex, each.age::TINYINT AS age, greatest(each.from_m, span.first_m)::INTEGER AS from_m,
    least(each.to_m, span.last_m)::INTEGER AS to_m
FROM each JOIN span ON span.area = each.area
WHERE each.from_m <= span.last_m AND each.to_m >= span.first_m;

-- The day of a birthday; of 29 February in a year without it, 1 March.
CREATE OR REPLACE TEMP MACRO birthday(dob, years) AS
    (dob + to_years(years))::DATE + CASE WHEN day(dob + to_years(years)) < day(dob) THEN 1 ELSE 0 END;
-- The first year of the band that an age is of.
CREATE OR REPLACE TEMP MACRO first_of_band(age) AS CASE
    WHEN age < 1 THEN 0 WHEN age < 5 THEN 1 WHEN age < 10 THEN 5 WHEN age < 16 THEN 10 WHEN age >= 16 THEN 16 END
