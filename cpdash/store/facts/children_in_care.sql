-- question: who is in care, who came in and who left?
-- grain:    one row per council, month, form and combination of dimensions; counts of children and of periods of care
-- inputs:   temp.in_care, temp.period, temp.child, temp.unaccompanied, temp.event, temp.month
CREATE OR REPLACE TABLE snapshot.children_in_care AS
WITH stock AS (
    SELECT
        area, m, age_category_of(age) AS age, sex, ethnicity, legal_status, need, alone, count(*) AS in_care
    FROM in_care
    GROUP BY ALL
), past_18 AS (
    SELECT DISTINCT
        p.area, p.key,
        unnest(range(
            greatest(m_of(p.starts), grown_m(c.dob)),
            least(coalesce(m_of(p.ends) - 1, span.last_m), span.last_m) + 1
        ))::INTEGER AS m
    FROM period AS p
    JOIN child AS c ON c.key = p.key
    JOIN (SELECT area, max(m) AS last_m FROM month GROUP BY area) AS span ON span.area = p.area
    WHERE age_on(c.dob, coalesce(p.ends, last_day_of(span.last_m))) >= 18
), period_open AS (
    SELECT
        p.area,
        unnest(range(m_of(p.starts), least(coalesce(m_of(p.ends) - 1, span.last_m), span.last_m) + 1))::INTEGER AS m
    FROM period AS p JOIN (SELECT area, max(m) AS last_m FROM month GROUP BY area) AS span ON span.area = p.area
), starts AS (
    SELECT
        p.area, p.key, m_of(p.starts) AS s, p.first_rne = 'S' AS counts,
        -- The month of the child's start before: within one window a child counts by the first.
        lag(m_of(p.starts)) OVER (PARTITION BY p.key, p.first_rne = 'S' ORDER BY p.starts) AS other_m,
        age_category_of(age_on(c.dob, p.starts)) AS age, c.sex, c.ethnicity, p.first_legal_status AS legal_status, p.need,
        u.key IS NOT NULL AND (u.until IS NULL OR u.until > p.starts) AS alone,
        (before.ends < p.starts AND p.starts <= before.ends + INTERVAL 1 YEAR) IS TRUE AS again
    FROM period AS p
    JOIN child AS c ON c.key = p.key
    LEFT JOIN unaccompanied AS u ON u.key = p.key
    LEFT JOIN period AS before ON before.key = p.key AND before.period = p.period - 1
), ends AS (
    SELECT
        p.area, p.key, m_of(p.ends) AS s, (p.end_rec <> 'X1') IS TRUE AS counts,
        lead(m_of(p.ends)) OVER (PARTITION BY p.key, (p.end_rec <> 'X1') IS TRUE ORDER BY p.ends) AS other_m,
        age_band_leaving(age_on(c.dob, p.ends))::age_category AS age, c.sex, c.ethnicity, p.last_legal_status AS legal_status, p.need,
        u.key IS NOT NULL AND (u.until IS NULL OR u.until > p.ends) AS alone, coalesce(r.reason, 'Not known') AS reason_ceased,
        date_diff('day', p.starts, p.ends) AS days
    FROM period AS p JOIN child AS c ON c.key = p.key LEFT JOIN unaccompanied AS u ON u.key = p.key
    LEFT JOIN reason_ceased_of AS r ON r.code = p.end_rec
    WHERE p.ends IS NOT NULL
), counted AS (
    SELECT
        area, month_of(m) AS month, 'snapshot' AS form, age, sex, ethnicity, legal_status, need, alone,
        ''::reason_ceased_category AS reason_ceased, in_care,
        0 AS past_18, 0 AS periods_open, 0 AS started, 0 AS ceased, 0 AS periods_started, 0 AS periods_ended,
        0 AS days_in_care, 0 AS re_entered
    FROM stock
    UNION ALL BY NAME
    SELECT s.area, e.month, e.form, s.age, s.sex, s.ethnicity, s.legal_status, s.need, s.alone,
        ''::reason_ceased_category AS reason_ceased, count(*) FILTER (WHERE s.counts AND (s.other_m < e.starts_m) IS NOT FALSE) AS started,
        count(*) FILTER (WHERE s.counts AND s.again AND (s.other_m < e.starts_m) IS NOT FALSE) AS re_entered,
        count(*) AS periods_started
    FROM starts AS s JOIN event AS e ON e.area = s.area AND e.s = s.s AND e.form <> '3 years' GROUP BY ALL
    UNION ALL BY NAME
    SELECT s.area, e.month, e.form, s.age, s.sex, s.ethnicity, s.legal_status, s.need, s.alone, s.reason_ceased,
        count(*) FILTER (WHERE s.counts AND (s.other_m > e.m) IS NOT FALSE) AS ceased,
        sum(s.days) FILTER (WHERE s.counts AND (s.other_m > e.m) IS NOT FALSE) AS days_in_care,
        count(*) AS periods_ended
    FROM ends AS s JOIN event AS e ON e.area = s.area AND e.s = s.s AND e.form <> '3 years' GROUP BY ALL
)
SELECT
    area, month, form, age, sex, ethnicity, legal_status, need,
    alone_or_not(alone) AS unaccompanied,
    reason_ceased,
    coalesce(in_care, 0)::UINTEGER AS in_care, coalesce(past_18, 0)::UINTEGER AS past_18,
    coalesce(periods_open, 0)::UINTEGER AS periods_open, coalesce(started, 0)::UINTEGER AS started,
    coalesce(ceased, 0)::UINTEGER AS ceased, coalesce(periods_started, 0)::UINTEGER AS periods_started,
    coalesce(periods_ended, 0)::UINTEGER AS periods_ended, coalesce(days_in_care, 0)::UINTEGER AS days_in_care,
    coalesce(re_entered, 0)::UINTEGER AS re_entered
FROM counted
UNION ALL BY NAME
-- Counted apart, without dimensions: what the figures above leave out, and the periods that the flows add up to.
SELECT
    month.area, month.month, 'snapshot' AS form, '' AS age, '' AS sex, '' AS ethnicity, '' AS legal_status, '' AS need,
    '' AS unaccompanied, '' AS reason_ceased, 0 AS in_care, coalesce(p.past_18, 0) AS past_18,
    coalesce(o.periods_open, 0) AS periods_open, 0 AS started, 0 AS ceased, 0 AS periods_started, 0 AS periods_ended,
    0 AS days_in_care, 0 AS re_entered
FROM month
LEFT JOIN (SELECT area, m, count(*) AS past_18 FROM past_18 GROUP BY ALL) AS p ON p.area = month.area AND p.m = month.m
LEFT JOIN (SELECT area, m, count(*) AS periods_open FROM period_open GROUP BY ALL) AS o
    ON o.area = month.area AND o.m = month.m
