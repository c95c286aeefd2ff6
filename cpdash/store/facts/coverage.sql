-- question: which figures can exist, and what keeps the others from existing?
-- grain:    one row per council, need, form and month: derived, provisional or missing with its reason
-- inputs:   temp.active, temp.month, temp.in_care
-- Where a file of the return is not there for every month of a window, a figure that needs it is missing, not zero.
CREATE OR REPLACE TABLE snapshot.coverage AS
WITH given AS (
    SELECT DISTINCT area, table_, unnest(range(m_of(first), m_of(last + 1))) AS m FROM active
), need AS (FROM (VALUES
    ('episodes', 'file of episodes'), ('reviews', 'file of reviews'), ('missing', 'file of missing incidents'),
    ('uasc', 'file of unaccompanied children'), ('ad1', 'file of adoptions (AD1)'),
    ('placed_adoption', 'file of decisions on adoption')) AS need(need, file)
), form AS (FROM (VALUES ('snapshot', 1), ('month', 1), ('3 months', 3), ('12 months', 12), ('3 years', 36),
    ('year to date', 0)) AS form(form, months)
), windows AS (
    SELECT
        month.area, month.month, month.m, month.open_year, form.form,
        greatest(month.first_m, CASE WHEN form.months = 0 THEN month.year_m ELSE month.m - form.months + 1 END) AS from_m
    FROM month CROSS JOIN form
), calendar AS (
    -- Every month from the first to the last, so that one between two returns that no return covers is lacking too.
    SELECT area, unnest(range(min(m), max(m) + 1)) AS m FROM month GROUP BY area
), held AS (
    -- Months of each table counted up to m, so that a window's are a difference of two.
    SELECT
        month.area, need.need, month.m, count(given.m) OVER (
            PARTITION BY month.area, need.need ORDER BY month.m ROWS UNBOUNDED PRECEDING) AS months,
        row_number() OVER (PARTITION BY month.area, need.need ORDER BY month.m) AS covered
    FROM calendar AS month CROSS JOIN need
    LEFT JOIN given ON given.area = month.area AND given.table_ = need.need AND given.m = month.m
), complete AS (
    SELECT
        w.area, h.need, w.form, w.month, w.open_year,
        (h.covered - coalesce(b.covered, 0)) - (h.months - coalesce(b.months, 0)) AS lacking
    FROM windows AS w
    JOIN held AS h ON h.area = w.area AND h.m = w.m
    LEFT JOIN held AS b ON b.area = w.area AND b.need = h.need AND b.m = w.from_m - 1
), known AS (
    SELECT area, m, bool_or(distance <> 'Distance not known or not recorded') AS distance,
        bool_or(locality <> 'Not known') AS locality FROM in_care GROUP BY ALL
), yearly AS (
    SELECT a.area, a.table_ AS need, month.month, month.open_year, CASE WHEN month.m % 12 = 2 THEN '12 months' ELSE 'year to date' END AS form
    FROM active AS a JOIN month ON month.area = a.area AND month.last_day = last_day(a.last) AND a.last = last_day(a.last)
    WHERE a.table_ IN ('oc2', 'oc3')
), found AS (
    SELECT
        area, need, form, month, open_year,
        CASE WHEN lacking > 0 THEN 'The return has no ' || (SELECT file FROM need AS n WHERE n.need = complete.need)
            || ' for every month that this looks back over.' END AS reason
    FROM complete
    UNION ALL BY NAME
    SELECT
        month.area, need, form.form, month.month, month.open_year,
        CASE WHEN need = 'distance' AND NOT coalesce(known.distance, false)
            THEN 'The return has no PL_DISTANCE, and no postcodes were imported to work it out from.'
            WHEN need = 'locality' AND NOT coalesce(known.locality, false)
            THEN 'The return has no PL_LOCATION, and no postcodes were imported to work it out from.' END AS reason
    FROM month CROSS JOIN form CROSS JOIN (VALUES ('distance'), ('locality')) AS n(need)
    LEFT JOIN known ON known.area = month.area AND known.m = month.m
    UNION ALL BY NAME
    SELECT DISTINCT area, need, form, month, open_year, NULL AS reason FROM yearly
)
SELECT
    area, need, form, month, CASE WHEN reason IS NOT NULL THEN 'missing' WHEN open_year THEN 'provisional' ELSE 'derived' END
        AS status,
    CASE WHEN reason IS NOT NULL THEN reason WHEN open_year THEN 'Its financial year is not closed.' END AS reason
FROM found
ORDER BY area, need, form, month
