-- question: how many children are in care at the end of each month, started and ceased in the twelve months to it, and had
--           one, two, three or more placements in them?
-- grain:    one row per month, all councils together
-- inputs:   temp.in_care_at, temp.stay, temp.period, temp.spell, temp.month
CREATE OR REPLACE TEMP TABLE same_counts AS
WITH one_by_one AS (
    SELECT key, m, count(*) AS placements FROM (
        SELECT s.key, unnest(range(m_of(s.starts), coalesce(m_of(s.ends) + 11, last.m) + 1)) AS m
        FROM spell AS s, (SELECT max(m) AS m FROM month) AS last WHERE NOT s.in_order
    ) GROUP BY key, m
), stock AS (
    SELECT
        i.m, count(*) AS in_care, count(*) FILTER (WHERE n = 1) AS one, count(*) FILTER (WHERE n = 2) AS two,
        count(*) FILTER (WHERE n >= 3) AS three
    FROM (
        SELECT
            i.m, CASE WHEN s.in_order THEN 1 + (s.one_before_m >= i.m)::INTEGER + (s.two_before_m >= i.m)::INTEGER
                ELSE o.placements END AS n
        FROM in_care_at AS i JOIN stay AS s ON s.line = i.line
        LEFT JOIN one_by_one AS o ON o.key = s.key AND o.m = i.m
    ) AS i GROUP BY i.m
), starts AS (
    SELECT m_of(starts) AS s, lag(m_of(starts)) OVER (PARTITION BY key ORDER BY starts) AS other FROM period
    WHERE first_rne = 'S'
), ends AS (
    SELECT m_of(ends) AS s, lead(m_of(ends)) OVER (PARTITION BY key ORDER BY ends) AS other FROM period
    WHERE ends IS NOT NULL AND end_rec <> 'X1'
), started AS (
    -- Once a child, by the first start in the window: the months from that of the start, or twelve after the one before.
    SELECT m, count(*) AS started FROM (SELECT unnest(range(greatest(s, coalesce(other + 12, s)), s + 12)) AS m FROM starts)
    GROUP BY m
), ceased AS (
    SELECT m, count(*) AS ceased FROM (SELECT unnest(range(s, least(s + 12, coalesce(other, s + 12)))) AS m FROM ends)
    GROUP BY m
)
SELECT
    month.m, coalesce(in_care, 0) AS in_care, coalesce(started, 0) AS started, coalesce(ceased, 0) AS ceased,
    coalesce(one, 0) AS one, coalesce(two, 0) AS two, coalesce(three, 0) AS three
FROM (SELECT DISTINCT m FROM month) AS month LEFT JOIN stock USING (m) LEFT JOIN started USING (m) LEFT JOIN ceased USING (m)
ORDER BY m
