-- question: who are the care leavers of each year's file, and how old were they on their birthday in it?
-- grain:    one row per care leaver and file: the year to 31 March, or the year to the end of the month of its extract
-- inputs:   temp.active, temp.month, temp.child, temp.period, return_oc3
-- A person of 17 to 21 has one birthday in a year, and the age on its last day is the age reached. In an unfinished
-- year only those count whose birthday has come. At 22 to 25 the file holds those who had support, whatever their
-- birthday. Without a birth date, or below 17 or above 25, there is no age group to count under.
CREATE OR REPLACE TEMP TABLE care_leaver AS
WITH file AS (
    SELECT a.area, a.ret, a.last, m.month, CASE WHEN month(a.last) = 3 THEN '12 months' ELSE 'year to date' END AS form,
        month_of(m.year_m) AS year_starts
    FROM active AS a JOIN month AS m ON m.area = a.area AND m.last_day = a.last
    WHERE a.table_ = 'oc3'
), leaver AS (
    SELECT
        c.key, f.area, f.month, f.form, f.last, f.year_starts, coalesce(o.dob, c.dob) AS dob, c.sex, o.in_touch,
        o.activ, o.accom
    FROM return_oc3 AS o
    JOIN file AS f ON f.ret = o.ret
    JOIN child AS c ON c.area = f.area AND c.child = o.child
    QUALIFY row_number() OVER (
        PARTITION BY c.key, f.last ORDER BY f.ret DESC, o.dob, o.in_touch, o.activ, o.accom
    ) = 1
), aged AS (
    SELECT
        *, age_on(dob, last) AS years, age_on(dob, last) > age_on(dob, year_starts - 1) AS had_birthday
    FROM leaver
)
SELECT
    a.area, a.month, a.form, a.sex, a.in_touch, a.activ, a.accom,
    CASE WHEN a.years < 19 THEN '17 to 18 years' WHEN a.years < 22 THEN '19 to 21 years' ELSE '22 to 25 years' END
        AS age,
    a.years::VARCHAR AS age_years,
    a.years BETWEEN 18 AND 20 AND left_care.key IS NOT NULL AS left_foster_care_at_18
FROM aged AS a
LEFT JOIN (
    SELECT DISTINCT key, ends FROM period WHERE last_place IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6') AND end_rec LIKE 'E%'
) AS left_care ON left_care.key = a.key AND left_care.ends = birthday(a.dob, 18)
WHERE a.years BETWEEN 22 AND 25 OR (a.years BETWEEN 17 AND 21 AND (a.form = '12 months' OR a.had_birthday))
