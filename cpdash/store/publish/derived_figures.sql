-- question: what is the total of each indicator that the return gives, and how sure is it?
-- grain:    one row per indicator, form, council and month that the council's returns cover
-- inputs:   temp.derived_reading, temp.derived_need, temp.derived_sum; snapshot.coverage, snapshot.population, snapshot.fault_month; $title,
--           $family, $priority, $nobody (the reason where a share has nobody under its line)
-- A covered month without rows is a true zero; a figure that cannot be is missing with its reason, never left out.
INSERT INTO snapshot.observation BY NAME
WITH span AS (
    SELECT area, min(month) AS first FROM snapshot.coverage GROUP BY area
), covered AS (
    SELECT
        n.needs, c.form, c.area, c.month, bool_or(c.status = 'missing') AS missing,
        bool_or(c.status = 'provisional') AS provisional,
        min(c.reason) FILTER (WHERE c.status = 'missing') AS why_missing,
        min(c.reason) FILTER (WHERE c.status = 'provisional') AS why_provisional
    FROM (SELECT *, count(*) OVER (PARTITION BY needs) AS wanted FROM derived_need) AS n
    JOIN snapshot.coverage AS c ON c.need = n.need
    GROUP BY n.needs, n.wanted, c.form, c.area, c.month
    HAVING count(DISTINCT c.need) = n.wanted
), people AS (
    -- The rate of a month takes the estimate of the year before the 31 March that ends its financial year.
    SELECT m.area, m.month, p.people, p.year, m.year AS wanted
    FROM (
        SELECT DISTINCT area, month, year(month) - (month(month) < 4)::INTEGER AS year FROM snapshot.coverage
    ) AS m
    ASOF JOIN (SELECT * FROM snapshot.population WHERE people > 0) AS p ON p.area = m.area AND p.year <= m.year
), figure AS (
    SELECT
        r.indicator, c.area, r.form, c.month, c.missing, c.provisional, c.why_missing, c.why_provisional, r.factor,
        r.per_population, r.looks_back, date_diff('month', span.first, c.month) + 1 AS held,
        CASE WHEN NOT c.missing THEN coalesce(n.total, 0) / r.divisor END AS numerator,
        CASE
            WHEN c.missing THEN NULL
            WHEN r.per_population THEN people.people
            WHEN r.denominator IS NOT NULL THEN coalesce(d.total, 0)
        END AS denominator,
        r.denominator IS NULL AND NOT r.per_population AS counted,
        CASE WHEN r.per_population AND people.year < people.wanted
            THEN 'For children aged 0 to 17 in the middle of ' || people.year || ', the newest estimate there is.' END
            AS note
    FROM covered AS c
    JOIN derived_reading AS r ON r.needs = c.needs AND r.form = c.form
    JOIN span ON span.area = c.area
    LEFT JOIN derived_sum AS n ON n.part = r.numerator AND n.area = c.area AND n.form = r.rows AND n.month = c.month
    LEFT JOIN derived_sum AS d ON d.part = r.denominator AND d.area = c.area AND d.form = r.rows AND d.month = c.month
    LEFT JOIN people ON people.area = c.area AND people.month = c.month
), faulty AS (
    -- Rows with a fault are kept and counted; the months that they touch say so.
    SELECT
        area, month,
        CASE WHEN sum(rows) = 1 THEN 'One fault' ELSE sum(rows)::BIGINT || ' faults' END || ' in the rows of the return '
            || CASE WHEN sum(rows) = 1 THEN 'touches' ELSE 'touch' END || ' this month (rule '
            || string_agg(DISTINCT rule, ', ' ORDER BY rule) || ').' AS faults
    FROM snapshot.fault_month
    GROUP BY area, month
), valued AS (
    SELECT figure.*, faulty.faults, factor * numerator / CASE WHEN counted THEN 1 ELSE nullif(denominator, 0) END AS value
    FROM figure LEFT JOIN faulty ON faulty.area = figure.area AND faulty.month = figure.month
)
SELECT
    area, indicator, form, month, '' AS dimension, '' AS category, numerator, denominator, value,
    CASE
        WHEN value IS NULL THEN 'missing' WHEN provisional OR held < looks_back THEN 'provisional' ELSE 'derived'
    END AS status,
    CASE
        WHEN missing THEN coalesce(why_missing, 'The return does not hold what this is worked out from.')
        WHEN value IS NULL AND per_population THEN 'No estimate of the number of children in the area was imported.'
        WHEN value IS NULL THEN $nobody
        WHEN held < looks_back THEN concat_ws(
            ' ', 'The return covers only ' || held || ' of the ' || looks_back || ' months that this looks back over.',
            why_provisional
        )
        ELSE why_provisional
    END AS reason,
    -- A window that the files cover in part is another basis: a whole one from another source goes before it.
    CASE WHEN held < looks_back AND value IS NOT NULL THEN 'indicative' ELSE 'same' END AS basis,
    nullif(concat_ws(' ', note, faults), '') AS note, $title AS source, $family AS family, '' AS release, $priority AS priority,
    false AS is_national, 1 AS said
FROM valued
