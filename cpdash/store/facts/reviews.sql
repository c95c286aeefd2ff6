-- question: were reviews held in time, and were children heard?
-- grain:    one row per council, month, form and combination of dimensions; counts of reviews, and of children
-- inputs:   temp.active, temp.month, temp.span, temp.look_back, temp.age_span, temp.first_review, temp.child,
--           temp.period, temp.label, return_reviews
-- Due within 20 working days of coming into care, within three months of the first review, then every six months
-- (regulation 33 of SI 2010/959; SSDA903 reference, S19 and 3.9). Reviews outside a period of care are left out.

-- The stretches of days for which a council's returns have a file of reviews.
CREATE OR REPLACE TEMP TABLE review_cover AS
WITH given AS (
    SELECT area, first, last, max(last) OVER (
        PARTITION BY area ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM active WHERE table_ = 'reviews'
), numbered AS (
    SELECT *, sum((coalesce(first > before + 1, true))::INTEGER) OVER (PARTITION BY area ORDER BY first, last) AS n
    FROM given
)
SELECT area, min(first) AS first, max(last) AS last FROM numbered GROUP BY area, n;

-- Periods of care as far as their reviews can be seen, to the last day in care; a review on the day of leaving counts.
-- first_due: of a child who came before the files begin the last review is not known. It was held at the latest on the
-- day before, and that much is granted.
CREATE OR REPLACE TEMP TABLE review_watch AS
WITH bounded AS (
    SELECT
        p.key, p.area, p.starts, p.ends, lead(p.starts) OVER (PARTITION BY p.key ORDER BY p.starts) - 1 AS before_next,
        birthday(c.dob, 18) - 1 AS before_18
    FROM period AS p JOIN child AS c ON c.key = p.key
)
SELECT
    row_number() OVER ()::INTEGER AS watch, p.key, p.area, greatest(p.starts, v.first) AS first,
    least(p.ends - 1, p.before_next, p.before_18, v.last) AS last, least(p.ends, p.before_next, v.last) AS last_review,
    CASE WHEN p.starts < v.first THEN (v.first - 1 + INTERVAL 6 MONTH)::DATE ELSE f.due END AS first_due,
    CASE WHEN p.starts < v.first THEN 6 ELSE 3 END AS months_to_second
FROM bounded AS p
JOIN review_cover AS v ON v.area = p.area AND p.starts <= v.last AND (p.ends IS NULL OR p.ends > v.first)
LEFT JOIN first_review AS f ON f.entered = p.starts;

-- What fell due, and when it was done: the first review of a watch, and after each review the next.
CREATE OR REPLACE TEMP TABLE review_due AS
WITH coded AS (
    SELECT map_from_entries(list((code, number))) AS numbers
    FROM (SELECT code, row_number() OVER (ORDER BY code) AS number FROM label WHERE set_ = 'review_code')
), held AS (
    -- The newest return's version of each review: of numbers the greatest is found faster than the first of a sort.
    SELECT c.key, r.review, max(a.age * 100 + coalesce(numbers[r.review_code], 0)) % 100 AS code
    FROM return_reviews AS r
    JOIN (SELECT *, row_number() OVER (ORDER BY last, ret) AS age FROM active WHERE table_ = 'reviews') AS a
        ON a.ret = r.ret
    JOIN child AS c ON c.area = a.area AND c.child = r.child
    CROSS JOIN coded
    WHERE r.review IS NOT NULL
    GROUP BY c.key, r.review
), in_order AS (
    SELECT
        w.watch, h.review, h.code, row_number() OVER watch AS n, lead(h.review) OVER watch AS next_review,
        lead(h.code) OVER watch AS next_code
    FROM held AS h JOIN review_watch AS w ON w.key = h.key AND h.review BETWEEN w.first AND w.last_review
    WINDOW watch AS (PARTITION BY w.watch ORDER BY h.review)
)
SELECT w.watch, w.key, w.area, w.last, w.first_due AS due, o.review AS held, o.code
FROM review_watch AS w LEFT JOIN in_order AS o ON o.watch = w.watch AND o.n = 1
UNION ALL
SELECT
    w.watch, w.key, w.area, w.last,
    (o.review + CASE WHEN o.n = 1 THEN to_months(w.months_to_second) ELSE INTERVAL 6 MONTH END)::DATE, o.next_review,
    o.next_code
FROM in_order AS o JOIN review_watch AS w ON w.watch = o.watch;

-- What adds one to every window of a form that ends in the months lo to hi: a child with a review due, and again a
-- child with one that was late. A review counts in the windows that hold its due day. Not held by the end of a window,
-- it counts in that one too, as long as the child is in care in it: a figure does not change when the review is held
-- later. Children come without an age: it moves on.
CREATE OR REPLACE TEMP TABLE review_stretch AS
WITH due AS (
    SELECT
        key, m_of(due)::INTEGER AS s, held IS NULL OR held > due AS late,
        m_of(CASE WHEN held IS NULL THEN last ELSE due END)::INTEGER AS e,
        CASE WHEN held > due THEN m_of(held)::INTEGER - 1 END AS open_m
    FROM review_due WHERE due <= last
), before AS (
    SELECT
        *, max(e) OVER earlier AS e_before, max(open_m) OVER earlier AS open_before,
        max(e) FILTER (WHERE late) OVER earlier AS late_before
    FROM due
    WINDOW earlier AS (PARTITION BY key ORDER BY s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), each AS (
    SELECT
        key, months, false AS late, greatest(s, reach(months, e_before) + 1, open_before + 1) AS lo,
        greatest(reach(months, e), open_m) AS hi
    FROM before CROSS JOIN look_back
    UNION ALL
    SELECT
        key, months, true, greatest(s, reach(months, late_before) + 1, open_before + 1),
        greatest(reach(months, e), open_m)
    FROM before CROSS JOIN look_back WHERE late
)
FROM each WHERE lo <= hi;

CREATE OR REPLACE TABLE snapshot.reviews AS
WITH named AS MATERIALIZED (
    SELECT map_from_entries(list((number, label))) AS labels
    FROM (SELECT label, row_number() OVER (ORDER BY code) AS number FROM label WHERE set_ = 'review_code')
), held AS MATERIALIZED (
    SELECT
        r.area, m_of(r.held) AS m, first_of_band(age_on(c.dob, r.held)) AS age, r.code, count(*) AS reviews,
        count(*) FILTER (WHERE r.held <= r.due) AS on_time
    FROM review_due AS r JOIN child AS c ON c.key = r.key
    WHERE r.held IS NOT NULL
    GROUP BY ALL
), so_far AS MATERIALIZED (
    -- Reviews are no children: those of a window are all to its end less all before it.
    SELECT
        g.area, g.age, g.code, g.m, sum(coalesce(h.reviews, 0)) OVER same AS reviews,
        sum(coalesce(h.on_time, 0)) OVER same AS on_time
    FROM (
        SELECT h.area, h.age, h.code, unnest(range(s.first_m, s.last_m + 1)) AS m
        FROM (SELECT DISTINCT area, age, code FROM held) AS h JOIN span AS s ON s.area = h.area
    ) AS g
    LEFT JOIN held AS h ON h.area = g.area AND h.m = g.m AND h.code = g.code AND h.age IS NOT DISTINCT FROM g.age
    WINDOW same AS (PARTITION BY g.area, g.age, g.code ORDER BY g.m)
), stretch AS MATERIALIZED (
    SELECT
        a.place, s.months, s.late, a.age, greatest(s.lo, a.from_m)::SMALLINT AS lo, least(s.hi, a.to_m)::SMALLINT AS hi
    FROM review_stretch AS s JOIN age_span AS a ON a.key = s.key AND a.from_m <= s.hi AND a.to_m >= s.lo
), change AS (
    SELECT place, months, age, lo AS m, count(*) FILTER (WHERE NOT late) AS due, count(*) FILTER (WHERE late) AS late
    FROM stretch GROUP BY ALL
    UNION ALL
    SELECT place, months, age, hi + 1, -count(*) FILTER (WHERE NOT late), -count(*) FILTER (WHERE late)
    FROM stretch GROUP BY ALL
), counted AS (
    SELECT
        t.area, t.m, l.months, t.age, t.code, t.reviews - coalesce(b.reviews, 0) AS reviews,
        t.on_time - coalesce(b.on_time, 0) AS reviews_on_time, 0 AS children_due, 0 AS children_on_time
    FROM so_far AS t CROSS JOIN look_back AS l
    LEFT JOIN so_far AS b ON b.area = t.area AND b.m = before_window(l.months, t.m) AND b.code = t.code
        AND b.age IS NOT DISTINCT FROM t.age
    WHERE t.reviews > coalesce(b.reviews, 0)
    UNION ALL BY NAME
    SELECT
        span.area, unnest(range(m, lead(m) OVER same)) AS m, months, age, NULL AS code, 0 AS reviews,
        0 AS reviews_on_time, sum(sum(due)) OVER same AS children_due,
        sum(sum(due - late)) OVER same AS children_on_time
    FROM change JOIN span ON span.place = change.place
    GROUP BY span.area, m, months, age
    WINDOW same AS (PARTITION BY span.area, months, age ORDER BY m)
)
SELECT
    c.area, month.month, l.form, age_band(c.age) AS age,
    CASE WHEN c.code IS NULL THEN '' ELSE coalesce(named.labels[c.code], 'Not known') END AS participation,
    c.reviews::BIGINT AS reviews, c.reviews_on_time::BIGINT AS reviews_on_time, c.children_due::BIGINT AS children_due,
    c.children_on_time::BIGINT AS children_on_time
FROM counted AS c
JOIN month ON month.area = c.area AND month.m = c.m
JOIN look_back AS l ON l.months = c.months
CROSS JOIN named
WHERE c.reviews > 0 OR c.children_due > 0
ORDER BY area, form, month
