-- question: are our children well?
-- grain:    one row per council, closed year with an OC2 file, and combination of dimensions; counts of children
-- inputs:   temp.active, temp.month, temp.in_care, temp.short_break, temp.child, return_oc2
-- The children in care on 31 March whose period of care began on 1 April before it or earlier, without a short break in
-- the year (SSDA903 reference, S10 and 3.7). A child without a row in the file, or with a blank flag, stays in the
-- base.
CREATE OR REPLACE TABLE snapshot.health AS
WITH file AS (
    SELECT a.area, a.ret, m.m, m.month, m.last_day, month_of(m.year_m) AS year_starts
    FROM active AS a JOIN month AS m ON m.area = a.area AND m.last_day = a.last
    WHERE a.table_ = 'oc2' AND month(a.last) = 3
), answer AS (
    SELECT
        c.key, f.m, o.sdq_score, o.health_assessment, o.teeth_check, o.immunisations, o.health_check, o.convicted,
        o.substance_misuse
    FROM return_oc2 AS o
    JOIN file AS f ON f.ret = o.ret
    JOIN child AS c ON c.area = f.area AND c.child = o.child
    QUALIFY row_number() OVER (
        PARTITION BY c.key, f.m ORDER BY f.ret DESC, o.sdq_score, o.health_assessment, o.teeth_check, o.immunisations,
            o.health_check, o.convicted, o.substance_misuse
    ) = 1
), cohort AS (
    SELECT i.key, i.area, i.m, f.month, i.age, c.sex, c.ethnicity
    FROM in_care AS i
    JOIN (SELECT DISTINCT area, m, month, last_day, year_starts FROM file) AS f ON f.area = i.area AND f.m = i.m
    JOIN child AS c ON c.key = i.key
    WHERE i.period_starts <= f.year_starts AND NOT EXISTS (
        FROM short_break AS s
        WHERE s.key = i.key AND s.decom <= f.last_day AND (s.dec IS NULL OR s.dec >= f.year_starts)
    )
), answered AS (
    SELECT
        c.*, a.health_assessment, a.teeth_check, a.immunisations, a.health_check, a.convicted, a.substance_misuse,
        c.age < 5 AS under_5, c.age BETWEEN 10 AND 17 AS from_10, c.age BETWEEN 5 AND 16 AS of_sdq_age,
        CASE WHEN a.sdq_score BETWEEN 0 AND 40 THEN a.sdq_score END AS score
    FROM cohort AS c LEFT JOIN answer AS a ON a.key = c.key AND a.m = c.m
)
SELECT
    area, month, '12 months' AS form, age_band(age) AS age, sex, ethnicity, count(*) AS children,
    count(*) FILTER (WHERE health_assessment = '1') AS health_assessment,
    count(*) FILTER (WHERE teeth_check = '1') AS dental_check,
    count(*) FILTER (WHERE immunisations = '1') AS immunised,
    count(*) FILTER (WHERE under_5) AS under_5,
    count(*) FILTER (WHERE under_5 AND health_check = '1') AS development_check,
    count(*) FILTER (WHERE from_10) AS aged_10_to_17,
    count(*) FILTER (WHERE from_10 AND convicted = '1') AS convicted,
    count(*) FILTER (WHERE substance_misuse = '1') AS substance_misuse,
    count(*) FILTER (WHERE of_sdq_age) AS sdq_eligible,
    count(score) FILTER (WHERE of_sdq_age) AS sdq_received,
    coalesce(sum(score) FILTER (WHERE of_sdq_age), 0)::BIGINT AS sdq_total,
    count(*) FILTER (WHERE of_sdq_age AND score >= 17) AS sdq_concern
FROM answered
GROUP BY ALL
ORDER BY ALL
