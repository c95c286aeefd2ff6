-- question: which rules does each return answer, and which of its days does a fault touch?
-- grain:    rule_ret: one row per return; rule_asked: one per return and rule; rule_fault: one per fault, filled by the
--           rules
-- inputs:   ret, given; rule_book (the catalogue of rules, put there by the caller)

-- The first and the last day that a fault touches, kept within the days of its return.
CREATE OR REPLACE TEMP MACRO from_day(day, first, last) AS greatest(least(coalesce(day, first), last), first);
CREATE OR REPLACE TEMP MACRO to_day(day, first, last) AS greatest(least(coalesce(day, last), last), first);
-- The calendar year of the 31 March that ends the day's financial year.
CREATE OR REPLACE TEMP MACRO collection_year(day) AS (year(day) + CASE WHEN month(day) >= 4 THEN 1 ELSE 0 END);
-- The birthday on which a child is so old: a child of 29 February turns on 1 March.
CREATE OR REPLACE TEMP MACRO birthday(dob, age) AS CAST(
    make_date(year(dob) + age, month(dob), 1) + CAST(day(dob) - 1 AS INTEGER) AS DATE
);

CREATE OR REPLACE TEMP TABLE rule_ret AS
SELECT
    ret, first, last,
    least(collection_year(first), year) AS first_year,
    year AS last_year,
    -- The yearly files speak of the year that ends on 31 March; a year up to another day has not come to that.
    month(last) = 3 AND day(last) = 31 AS whole_year,
    make_date(year(last) - 1, 4, 1) AS year_start
FROM ret;

CREATE OR REPLACE TEMP TABLE rule_asked AS
SELECT r.ret, b.rule
FROM rule_ret r
LEFT JOIN (SELECT ret, list(table_) AS tables FROM given GROUP BY ret) g USING (ret)
JOIN rule_book b
    ON b.asked AND b.first_year <= r.last_year AND b.last_year >= r.first_year
    AND list_has_all(coalesce(g.tables, []), b.tables);

CREATE OR REPLACE TEMP TABLE rule_fault (
    table_ VARCHAR, ret INTEGER, file INTEGER, row BIGINT, column_ VARCHAR, rule VARCHAR, first DATE, last DATE
);
