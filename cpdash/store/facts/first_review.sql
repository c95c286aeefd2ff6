-- question: by which day must the first review be held of a child who comes into care on a day?
-- grain:    one row per calendar day from the first of the first return to the last of the last
-- inputs:   temp.active, temp.bank_holiday
-- Within 20 working days (regulation 33 of SI 2010/959): the twentieth after the day of entry, England and Wales' bank
-- holidays and weekends not counted.
CREATE OR REPLACE TEMP TABLE first_review AS
WITH day AS (
    SELECT
        day, isodow(day) < 6 AND day NOT IN (SELECT b.day FROM bank_holiday AS b) AS works
    FROM (SELECT unnest(range(min(first), max(last) + 60, INTERVAL 1 DAY))::DATE AS day FROM active)
), counted AS (
    SELECT day, works, sum(works::INTEGER) OVER (ORDER BY day) AS n FROM day
)
SELECT entry.day AS entered, due.day AS due
FROM counted AS entry JOIN counted AS due ON due.works AND due.n = entry.n + 20
