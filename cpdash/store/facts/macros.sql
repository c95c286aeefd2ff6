-- question: how are ages, months and labels worked out in every fact?
-- grain:    macros; m counts months: 12 * year + month - 1
-- inputs:   none
-- A child born on 29 February has the birthday on 1 March in a year without one.
CREATE OR REPLACE TEMP MACRO age_on(dob, d) AS
    year(d) - year(dob) - CASE WHEN (month(d), day(d)) < (month(dob), day(dob)) THEN 1 ELSE 0 END;
CREATE OR REPLACE TEMP MACRO m_of(d) AS year(d) * 12 + month(d) - 1;
CREATE OR REPLACE TEMP MACRO month_of(m) AS make_date(m // 12, m % 12 + 1, 1);
CREATE OR REPLACE TEMP MACRO last_day_of(m) AS last_day(make_date(m // 12, m % 12 + 1, 1));
-- The age on the last day of month m: it changes in the month of birth only, save for 29 February.
CREATE OR REPLACE TEMP MACRO age_at_end(dob, m) AS
    (m - m_of(dob)) // 12
    - CASE WHEN month(dob) = 2 AND day(dob) = 29 AND m % 12 = 1 AND day(last_day_of(m)) = 28 THEN 1 ELSE 0 END;
-- The first month at whose end a child is 18.
CREATE OR REPLACE TEMP MACRO grown_m(dob) AS m_of(dob) + 216 + (month(dob) = 2 AND day(dob) = 29)::INTEGER;
CREATE OR REPLACE TEMP MACRO age_band(age) AS CASE
    WHEN age IS NULL THEN 'Not known' WHEN age < 1 THEN 'Under 1 year' WHEN age < 5 THEN '1 to 4 years'
    WHEN age < 10 THEN '5 to 9 years' WHEN age < 16 THEN '10 to 15 years' ELSE '16 years and over' END;
CREATE OR REPLACE TEMP MACRO age_band_leaving(age) AS CASE
    WHEN age IS NULL OR age < 16 THEN age_band(age)
    WHEN age = 16 THEN '16 years' WHEN age = 17 THEN '17 years' ELSE '18 years and over' END;
CREATE OR REPLACE TEMP MACRO is_temporary(place) AS place IN ('T0', 'T1', 'T2', 'T3', 'T4');
CREATE OR REPLACE TEMP MACRO locality_of(location) AS CASE location
    WHEN 'IN' THEN 'Placed inside the local authority boundary'
    WHEN 'OUT' THEN 'Placed outside the local authority boundary' ELSE 'Not known' END;
-- 20 miles exactly is not more than 20.
CREATE OR REPLACE TEMP MACRO distance_band(miles) AS CASE
    WHEN miles > 20 THEN 'Placed more than 20 miles from home' WHEN miles <= 20 THEN 'Placed 20 miles or less from home'
    ELSE 'Distance not known or not recorded' END
