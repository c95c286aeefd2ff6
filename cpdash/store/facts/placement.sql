-- question: where do our children live, how near, with whom, and for how long?
-- grain:    placement_stock: one row per council, month and combination of dimensions, counts of children
--           placement_change: the same for placements that began or ended in the month
-- inputs:   temp.in_care, temp.spell, temp.episode, temp.period, temp.child, temp.unaccompanied, temp.event
-- A placement is a spell with one carer. A count of placements in the twelve months is that of a child in care on the
-- day; those open at the beginning and at the end count too (national indicator 62; SSDA903 reference, S7).
-- Placements that began or ended are events, not children: those of a window are the sum of those of its months. They
-- are kept once, in the month of the event, and the view `placement` (placement_view.sql) adds up the windows.
-- Children whose spells overlap or were left open (faults): each spell of theirs is counted in each month.
CREATE OR REPLACE TEMP TABLE counted_one_by_one AS
WITH each AS (
    SELECT s.key, unnest(range(m_of(s.starts), coalesce(m_of(s.ends) + 11, span.last_m) + 1))::INTEGER AS m
    FROM spell AS s
    JOIN (SELECT area, max(m) AS last_m FROM month GROUP BY area) AS span ON span.area = s.area
    WHERE NOT s.in_order
)
SELECT key, m, count(*) AS placements FROM each GROUP BY ALL;

CREATE OR REPLACE TABLE snapshot.placement_stock AS
WITH counted AS (
    SELECT
        i.*, CASE WHEN i.in_order THEN 1 + (i.one_before_m >= i.m)::INTEGER + (i.two_before_m >= i.m)::INTEGER
            ELSE n.placements END AS placements
    FROM in_care AS i LEFT JOIN counted_one_by_one AS n ON n.key = i.key AND n.m = i.m
), cohort AS (
    SELECT
        *, (age < 16) IS TRUE AND period_starts <= last_day_of(m) - INTERVAL 30 MONTH AS long_term,
        spell_starts <= last_day_of(m) - INTERVAL 2 YEAR
        OR (place IN ('A3', 'A4', 'A5', 'A6') AND (starts_before <= last_day_of(m) - INTERVAL 2 YEAR) IS TRUE)
            AS stable
    FROM counted
)
SELECT
    area, month_of(m) AS month, age_category_of(age) AS age, sex, ethnicity, legal_status, need,
    alone_or_not(alone) AS unaccompanied, placement, placement_code, provider, locality, distance,
    time_category_of(m - m_of(period_starts)) AS time_in_care,
    count(*)::UINTEGER AS in_care, count(*) FILTER (WHERE placements = 1)::UINTEGER AS single_placement,
    count(*) FILTER (WHERE placements >= 3)::UINTEGER AS three_or_more_placements,
    count(*) FILTER (WHERE long_term)::UINTEGER AS long_term,
    count(*) FILTER (WHERE long_term AND stable)::UINTEGER AS long_term_stable
FROM cohort
GROUP BY ALL;

CREATE OR REPLACE TABLE snapshot.placement_change AS
WITH change AS (
    SELECT key, area, period, starts AS day, 'start' AS kind, first_line AS line, NULL::BIGINT AS next_line FROM spell
    UNION ALL
    SELECT
        key, area, period, ends, 'end', last_line, lead(first_line) OVER (PARTITION BY key, period ORDER BY spell)
    FROM spell
    QUALIFY ends IS NOT NULL
), told AS (
    SELECT
        c.*, e.legal_status, e.placement, e.placement_code, e.provider, e.locality, e.distance,
        e.reason_place_change, who.dob, who.sex, who.ethnicity, p.need, p.starts AS period_starts, p.end_rec,
        kind = 'end' AND (c.day < p.ends OR p.ends IS NULL) AS moved, kind = 'end' AND c.day >= p.ends AS left_care,
        u.key IS NOT NULL AND (u.until IS NULL OR u.until > c.day) AS alone, n.placement AS next_placement
    FROM change AS c
    JOIN episode AS e ON e.line = c.line
    LEFT JOIN episode AS n ON n.line = c.next_line
    JOIN period AS p ON p.key = c.key AND p.period = c.period
    JOIN child AS who ON who.key = c.key
    LEFT JOIN unaccompanied AS u ON u.key = c.key
)
SELECT
    told.area, date_trunc('month', day)::DATE AS month, age_category_of(age_on(dob, day)) AS age, sex, ethnicity,
    legal_status, need, alone_or_not(alone) AS unaccompanied, placement, placement_code, provider, locality,
    distance,
    time_category_of(m_of(day) - m_of(period_starts)) AS time_in_care,
    CASE WHEN moved THEN coalesce(r.reason, 'Not recorded') ELSE '' END::reason_for_change_category AS reason_for_change,
    CASE WHEN moved THEN 'Moved to another placement' WHEN left_care AND end_rec IN ('E11', 'E12') THEN 'Adopted'
        WHEN left_care THEN 'Left care another way' ELSE '' END::ended_by_category AS ended_by,
    CASE WHEN moved THEN coalesce(next_placement, 'Not known') ELSE '' END::placement_category AS moved_to,
    count(*) FILTER (WHERE kind = 'start')::UINTEGER AS placements_started,
    count(*) FILTER (WHERE kind = 'end')::UINTEGER AS placements_ended
FROM told
SEMI JOIN month ON month.area = told.area AND month.m = m_of(told.day)
LEFT JOIN reason_for_change_of AS r ON r.code = told.reason_place_change
GROUP BY ALL;

-- Which months' events add up to which figure.
CREATE OR REPLACE TABLE snapshot.placement_window AS
SELECT area, form, month, month_of(s) AS changed FROM event WHERE form <> '3 years'
