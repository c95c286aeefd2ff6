-- question: how long does each stage of adoption take?
-- grain:    one row per council, month, form and combination of dimensions; counts of children and decisions, and days
-- inputs:   temp.active, temp.child, temp.episode, temp.period, temp.in_care, temp.event, temp.span, return_ad1,
--           return_placed_adoption
-- The dates are those of the SSDA903 reference, S11 and 3.6. DATE_PLACED of the file of decisions is the day of the
-- decision, not of the move; the child is placed on the first day in A3 to A6 of the last home, so that a
-- placement that broke down before does not count.
CREATE OR REPLACE TEMP TABLE adoption_record AS
SELECT c.key, r.date_int, r.date_match, r.foster_care
FROM return_ad1 AS r
JOIN active AS a ON a.ret = r.ret AND a.table_ = 'ad1'
JOIN child AS c ON c.area = a.area AND c.child = r.child
QUALIFY row_number() OVER (
    PARTITION BY c.key ORDER BY a.last DESC, a.ret DESC, r.date_match DESC, r.date_int DESC, r.foster_care DESC
) = 1;

CREATE OR REPLACE TEMP TABLE adoption_decision AS
SELECT c.key, c.area, r.date_placed AS decided, r.date_placed_ceased AS reversed
FROM return_placed_adoption AS r
JOIN active AS a ON a.ret = r.ret AND a.table_ = 'placed_adoption'
JOIN child AS c ON c.area = a.area AND c.child = r.child
WHERE r.date_placed IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY c.key, r.date_placed ORDER BY a.last DESC, a.ret DESC, r.date_placed_ceased DESC
) = 1;

CREATE OR REPLACE TABLE snapshot.adoption_timeliness AS
WITH adopted AS (
    SELECT
        p.key, p.area, p.period, p.starts, p.ends, r.date_int, r.date_match,
        -- The code of the placement says it too (A3, A5), where the file of adoptions is not there.
        coalesce(r.foster_care = '1', p.last_place IN ('A3', 'A5')) AS by_foster_carer
    FROM period AS p LEFT JOIN adoption_record AS r ON r.key = p.key
    WHERE p.end_rec IN ('E11', 'E12') AND p.ends IS NOT NULL
), home AS (
    SELECT
        e.key, e.period, e.spell, min(e.decom) AS starts, arg_min(e.real_place, e.decom) AS first_place,
        arg_max(e.real_place, e.decom) AS last_place
    FROM episode AS e SEMI JOIN adopted AS p ON p.key = e.key AND p.period = e.period
    GROUP BY e.key, e.period, e.spell
), last_home AS (
    SELECT *, lag(starts) OVER period AS starts_before, lag(last_place) OVER period AS place_before
    FROM home
    WINDOW period AS (PARTITION BY key, period ORDER BY spell)
    QUALIFY row_number() OVER (PARTITION BY key, period ORDER BY spell DESC) = 1
), dates AS (
    SELECT
        e.key, e.period, min(e.decom) FILTER (WHERE e.ls = 'E1') AS placement_order,
        min(e.decom) FILTER (WHERE e.ls IN ('E1', 'D1')) AS any_order,
        min(e.decom) FILTER (WHERE e.place IN ('A3', 'A4', 'A5', 'A6') AND e.spell = s.spell) AS placed
    FROM episode AS e JOIN last_home AS s ON s.key = e.key AND s.period = e.period
    GROUP BY e.key, e.period
), staged AS (
    SELECT
        a.*, d.placement_order, d.any_order, d.placed,
        -- A10. A3 and A5 say that the child already lived with this carer. Recorded as T or U the home goes on. Where
        -- it was recorded as a move (P, B), the foster home before it (U2 and U5, who may adopt, among them) is the
        -- one with this carer all the same.
        CASE WHEN NOT a.by_foster_carer THEN d.placed
            WHEN s.first_place IN ('A3', 'A5') AND s.place_before IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')
                THEN s.starts_before
            ELSE s.starts END AS moved_in
    FROM adopted AS a
    JOIN last_home AS s ON s.key = a.key AND s.period = a.period
    JOIN dates AS d ON d.key = a.key AND d.period = a.period
), decided AS (
    -- The last decision before the placement; the file of adoptions repeats it (DATE_INT).
    SELECT s.key, s.period, max(n.decided) AS decided
    FROM staged AS s JOIN adoption_decision AS n ON n.key = s.key AND n.decided <= s.placed
    GROUP BY s.key, s.period
), milestone AS MATERIALIZED (
    -- Adopted twice (a fault, or an adoption that failed) counts once in a window, by the last time.
    SELECT
        s.*, m_of(s.ends) AS s, lead(m_of(s.ends)) OVER (PARTITION BY s.key ORDER BY s.ends) AS other_m,
        (s.any_order <= s.placed AND s.date_match IS NOT NULL) IS TRUE AS after_order,
        (date_diff('day', coalesce(d.decided, s.date_int), s.placed) < 365) IS TRUE AS in_12_months,
        (s.moved_in < s.starts + INTERVAL 14 MONTH) IS TRUE AS in_14_months,
        age_band(age_on(c.dob, s.ends)) AS age, c.sex, c.ethnicity
    FROM staged AS s
    JOIN child AS c ON c.key = s.key
    LEFT JOIN decided AS d ON d.key = s.key AND d.period = s.period
), ordered AS (
    -- A child with two periods of care may have an order in each: in one window the first counts.
    SELECT
        key, area, first_order, m_of(first_order) AS s,
        lag(m_of(first_order)) OVER (PARTITION BY key ORDER BY first_order) AS other_m
    FROM (SELECT key, area, min(decom) AS first_order FROM episode WHERE ls = 'E1' GROUP BY key, area, period)
), reversal AS (
    -- The months at whose end a decision is reversed: from the reversal until a later decision, if there is one.
    SELECT key, unnest(range(m_of(reversed), coalesce(m_of(decided_again), last_m + 1)))::INTEGER AS m
    FROM (
        SELECT r.key, r.area, r.reversed, min(n.decided) AS decided_again
        FROM adoption_decision AS r LEFT JOIN adoption_decision AS n ON n.key = r.key AND n.decided > r.reversed
        WHERE r.reversed IS NOT NULL
        GROUP BY r.key, r.area, r.reversed
    ) AS r JOIN span ON span.area = r.area
), happened AS MATERIALIZED (
    -- By council and month before the windows are joined: joined by council first, the rows would multiply.
    SELECT 'order' AS what, o.area, o.s, o.other_m, age_band(age_on(c.dob, o.first_order)) AS age, c.sex, c.ethnicity
    FROM ordered AS o JOIN child AS c ON c.key = o.key
    UNION ALL
    SELECT 'match', c.area, m_of(r.date_match), NULL, age_band(age_on(c.dob, r.date_match)), c.sex, c.ethnicity
    FROM adoption_record AS r JOIN child AS c ON c.key = r.key WHERE r.date_match IS NOT NULL
    UNION ALL
    SELECT 'decision', d.area, m_of(d.decided), NULL, age_band(age_on(c.dob, d.decided)), c.sex, c.ethnicity
    FROM adoption_decision AS d JOIN child AS c ON c.key = d.key
    UNION ALL
    SELECT 'reversal', d.area, m_of(d.reversed), NULL, age_band(age_on(c.dob, d.reversed)), c.sex, c.ethnicity
    FROM adoption_decision AS d JOIN child AS c ON c.key = d.key WHERE d.reversed IS NOT NULL
), counted AS (
    SELECT
        a.area, e.month, e.form, a.age, a.sex, a.ethnicity, count(*) AS adopted, count(a.moved_in) AS moved_in,
        sum(date_diff('day', a.starts, a.moved_in)) AS days_to_moving_in,
        sum(date_diff('day', a.starts, a.placed)) AS days_to_placement,
        count(*) FILTER (WHERE a.after_order) AS matched_after_order,
        sum(greatest(date_diff('day', a.any_order, a.date_match), 0)) FILTER (WHERE a.after_order)
            AS days_order_to_match,
        count(a.placement_order) AS with_order,
        sum(date_diff('day', a.placement_order, a.ends)) AS days_order_to_adoption,
        count(*) FILTER (WHERE a.in_12_months) AS placed_within_12_months,
        count(*) FILTER (WHERE a.in_14_months) AS moved_in_within_14_months,
        0 AS matched, 0 AS placement_orders, 0 AS decisions, 0 AS decisions_reversed, 0 AS waiting
    FROM milestone AS a JOIN event AS e ON e.area = a.area AND e.s = a.s
    WHERE (a.other_m > e.m) IS NOT FALSE
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT
        h.area, e.month, e.form, h.age, h.sex, h.ethnicity, count(*) FILTER (WHERE h.what = 'match') AS matched,
        count(*) FILTER (WHERE h.what = 'order' AND (h.other_m < e.starts_m) IS NOT FALSE) AS placement_orders,
        count(*) FILTER (WHERE h.what = 'decision') AS decisions,
        count(*) FILTER (WHERE h.what = 'reversal') AS decisions_reversed
    FROM happened AS h JOIN event AS e ON e.area = h.area AND e.s = h.s
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT
        i.area, month_of(i.m) AS month, 'snapshot' AS form, age_band(i.age) AS age, c.sex, c.ethnicity,
        count(*) AS waiting
    FROM in_care AS i JOIN child AS c ON c.key = i.key
    ANTI JOIN reversal AS r ON r.key = i.key AND r.m = i.m
    WHERE i.ls = 'E1' AND (i.real_place IN ('A3', 'A4', 'A5', 'A6')) IS NOT TRUE
    GROUP BY ALL
)
SELECT
    area, month, form, age, sex, ethnicity, coalesce(sum(adopted), 0)::BIGINT AS adopted,
    coalesce(sum(moved_in), 0)::BIGINT AS moved_in, coalesce(sum(days_to_moving_in), 0)::BIGINT AS days_to_moving_in,
    coalesce(sum(days_to_placement), 0)::BIGINT AS days_to_placement,
    coalesce(sum(matched_after_order), 0)::BIGINT AS matched_after_order,
    coalesce(sum(days_order_to_match), 0)::BIGINT AS days_order_to_match,
    coalesce(sum(with_order), 0)::BIGINT AS with_order,
    coalesce(sum(days_order_to_adoption), 0)::BIGINT AS days_order_to_adoption,
    coalesce(sum(placed_within_12_months), 0)::BIGINT AS placed_within_12_months,
    coalesce(sum(moved_in_within_14_months), 0)::BIGINT AS moved_in_within_14_months,
    coalesce(sum(matched), 0)::BIGINT AS matched, coalesce(sum(placement_orders), 0)::BIGINT AS placement_orders,
    coalesce(sum(decisions), 0)::BIGINT AS decisions,
    coalesce(sum(decisions_reversed), 0)::BIGINT AS decisions_reversed,
    coalesce(sum(waiting), 0)::BIGINT AS waiting
FROM counted
GROUP BY area, month, form, age, sex, ethnicity
ORDER BY area, form, month, age, sex, ethnicity
