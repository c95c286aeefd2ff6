-- question: who goes missing?
-- grain:    one row per council, month, form and combination of dimensions; counts of incidents and of children
-- inputs:   temp.active, temp.month, temp.span, temp.look_back, temp.age_span, temp.child, temp.period, temp.label,
--           return_missing
-- An incident touches every window from its first day to its last (SSDA903 reference, S15). Age is that at the end of
-- the window: a child counts once in it, whatever happened when, and shares need the same children above and below.
CREATE OR REPLACE TEMP TABLE incident AS
WITH newest AS (SELECT area, max(last) AS last FROM active WHERE table_ = 'missing' GROUP BY area),
given AS (
    SELECT
        c.key, c.area, c.dob, r.missing AS kind, r.mis_start AS starts,
        -- Open at the end of one return and not in the next: taken to have ended there, or it would last for ever.
        CASE WHEN r.mis_end IS NULL AND a.last < newest.last THEN a.last ELSE r.mis_end END AS ends
    FROM return_missing AS r
    JOIN active AS a ON a.ret = r.ret AND a.table_ = 'missing'
    JOIN newest ON newest.area = a.area
    JOIN child AS c ON c.area = a.area AND c.child = r.child
    WHERE r.mis_start IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY c.key, r.mis_start, r.missing ORDER BY a.last DESC, a.ret DESC, r.mis_end DESC NULLS LAST
    ) = 1
), still_open AS (
    -- Without an end it lasts to the last day in care: the one before the end of the period (rules 577 and 580), or
    -- before the eighteenth birthday where the period was left open. Of a child who was not in care only its own day is
    -- known.
    SELECT
        g.key, g.kind, g.starts,
        CASE WHEN p.key IS NULL THEN g.starts
            ELSE least(p.ends - 1, birthday(g.dob, 18) - 1, last_day_of(span.last_m)) END AS ends
    FROM (SELECT * FROM given WHERE ends IS NULL) AS g
    JOIN span ON span.area = g.area
    ASOF LEFT JOIN period AS p ON p.key = g.key AND p.starts <= g.starts
)
SELECT
    g.key, g.area, g.kind, m_of(g.starts) AS s, greatest(m_of(g.starts), m_of(coalesce(g.ends, o.ends))) AS e
FROM given AS g
LEFT JOIN still_open AS o ON o.key = g.key AND o.starts = g.starts AND o.kind IS NOT DISTINCT FROM g.kind;

-- What adds one to every window of a form that ends in the months lo to hi: 1 an incident, 2 a child with one, 3 a
-- child with two that began in the window, 4 a child in care in the window.
CREATE OR REPLACE TEMP TABLE missing_stretch AS
WITH before AS (
    SELECT
        *, max(e) OVER earlier AS e_before, lag(s) OVER child AS s_before, lag(s, 2) OVER child AS s_before_that
    FROM incident
    WINDOW child AS (PARTITION BY key, kind ORDER BY s, e),
        earlier AS (PARTITION BY key, kind ORDER BY s, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), care AS (
    -- The last day in care is the one before the period's end; from the eighteenth birthday a child is not in care.
    SELECT
        p.key, p.area, m_of(p.starts) AS s,
        least(m_of(p.ends - 1), m_of(birthday(c.dob, 18) - 1), span.last_m)::INTEGER AS e
    FROM period AS p JOIN child AS c ON c.key = p.key JOIN span ON span.area = p.area
), care_before AS (
    SELECT
        *, max(e) OVER (PARTITION BY key ORDER BY s, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS e_before
    FROM care WHERE s <= e
)
SELECT key, kind, months, 1::TINYINT AS measure, s AS lo, reach(months, e) AS hi FROM incident CROSS JOIN look_back
UNION ALL
SELECT key, kind, months, 2, greatest(s, coalesce(reach(months, e_before) + 1, s)), reach(months, e)
FROM before CROSS JOIN look_back
UNION ALL
SELECT key, kind, months, 3, greatest(s, coalesce(reach(months, s_before_that) + 1, s)), reach(months, s_before)
FROM before CROSS JOIN look_back WHERE s_before IS NOT NULL
UNION ALL
SELECT key, '', months, 4, greatest(s, coalesce(reach(months, e_before) + 1, s)), reach(months, e)
FROM care_before CROSS JOIN look_back;

CREATE OR REPLACE TABLE snapshot.missing AS
WITH codes AS MATERIALIZED (
    SELECT map_from_entries(list((code, category)) FILTER (WHERE set_ = 'missing')) AS kind_codes FROM label
), stretch AS MATERIALIZED (
    SELECT
        a.place, s.months, s.kind, s.measure, a.age, a.sex, greatest(s.lo, a.from_m)::SMALLINT AS lo,
        least(s.hi, a.to_m)::SMALLINT AS hi
    FROM missing_stretch AS s JOIN age_span AS a ON a.key = s.key AND a.from_m <= s.hi AND a.to_m >= s.lo
    WHERE s.lo <= s.hi
), change AS (
    SELECT
        place, months, kind, age, sex, lo AS m, count(*) FILTER (WHERE measure = 1) AS incidents,
        count(*) FILTER (WHERE measure = 2) AS children, count(*) FILTER (WHERE measure = 3) AS children_repeatedly,
        count(*) FILTER (WHERE measure = 4) AS in_care_in_window
    FROM stretch GROUP BY ALL
    UNION ALL
    SELECT
        place, months, kind, age, sex, hi + 1, -count(*) FILTER (WHERE measure = 1),
        -count(*) FILTER (WHERE measure = 2), -count(*) FILTER (WHERE measure = 3), -count(*) FILTER (WHERE measure = 4)
    FROM stretch GROUP BY ALL
), running AS (
    SELECT
        place, months, kind, age, sex, unnest(range(m, lead(m) OVER so_far)) AS m,
        (sum(sum(incidents)) OVER so_far)::BIGINT AS incidents, (sum(sum(children)) OVER so_far)::BIGINT AS children,
        (sum(sum(children_repeatedly)) OVER so_far)::BIGINT AS children_repeatedly,
        (sum(sum(in_care_in_window)) OVER so_far)::BIGINT AS in_care_in_window
    FROM change
    GROUP BY place, months, kind, age, sex, m
    WINDOW so_far AS (PARTITION BY place, months, kind, age, sex ORDER BY m)
)
SELECT
    span.area, month.month, look_back.form, age_band(r.age) AS age, r.sex,
    CASE WHEN r.kind = '' THEN '' ELSE coalesce(codes.kind_codes[r.kind], 'Not known') END AS kind,
    r.incidents, r.children, r.children_repeatedly, r.in_care_in_window
FROM running AS r
JOIN span ON span.place = r.place
JOIN month ON month.area = span.area AND month.m = r.m
JOIN look_back ON look_back.months = r.months
CROSS JOIN codes
WHERE r.incidents > 0 OR r.children > 0 OR r.children_repeatedly > 0 OR r.in_care_in_window > 0
ORDER BY area, form, month
