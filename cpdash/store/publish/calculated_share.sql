-- question: what share of the sum of several published figures is the first of them?
-- grain:    one row per area, form and month; a missing part makes the share missing
-- inputs:   $indicator, $of (indicator ids, the share's own first), $basis, $note, $title; snapshot.observation
INSERT INTO snapshot.observation BY NAME
WITH part AS (
    SELECT * FROM snapshot.observation WHERE is_national AND said = 1 AND dimension = '' AND indicator IN (SELECT unnest($of))
    QUALIFY row_number() OVER (
        PARTITION BY area, indicator, form, month ORDER BY value IS NULL, priority DESC, release DESC, load DESC
    ) = 1
), summed AS (
    SELECT
        area, form, month, max(release) AS release, min(priority) AS priority, max(load) AS load,
        bool_or(status = 'provisional') AS provisional,
        any_value(value) FILTER (WHERE indicator = $of[1]) AS own,
        CASE WHEN count(value) = len($of) AND sum(value) > 0 THEN sum(value) END AS whole
    FROM part GROUP BY area, form, month
)
SELECT
    area, $indicator AS indicator, form, month, '' AS dimension, '' AS category, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
    100 * own / whole AS value, CASE WHEN own / whole IS NULL THEN 'missing' WHEN provisional THEN 'provisional' ELSE 'published' END AS status,
    CASE WHEN own / whole IS NULL THEN 'a part of it is not published' END AS reason,
    $basis AS basis, $note AS note, $title AS source, 'calculated' AS family, release, priority - 1 AS priority,
    true AS is_national, 1 AS said, load
FROM summed
