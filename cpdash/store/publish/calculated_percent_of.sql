-- question: what is the first published figure as a percentage of the second, for the same area, form and month?
-- grain:    one row per area, form and month; a missing part makes the share missing
-- inputs:   $indicator, $of (two indicator ids), $basis, $note, $title; snapshot.observation
INSERT INTO snapshot.observation BY NAME
WITH part AS (
    SELECT * FROM snapshot.observation WHERE is_national AND said = 1 AND dimension = '' AND indicator IN (SELECT unnest($of))
    QUALIFY row_number() OVER (
        PARTITION BY area, indicator, form, month ORDER BY value IS NULL, priority DESC, release DESC, load DESC
    ) = 1
)
SELECT
    a.area, $indicator AS indicator, a.form, a.month, '' AS dimension, '' AS category, a.value AS numerator,
    b.value AS denominator, 100 * a.value / nullif(b.value, 0) AS value,
    CASE WHEN 100 * a.value / nullif(b.value, 0) IS NULL THEN 'missing'
        WHEN 'provisional' IN (a.status, b.status) THEN 'provisional' ELSE 'published' END AS status,
    CASE WHEN 100 * a.value / nullif(b.value, 0) IS NULL THEN 'a part of it is not published' END AS reason,
    $basis AS basis, $note AS note, $title AS source, 'calculated' AS family, greatest(a.release, b.release) AS release,
    least(a.priority, b.priority) - 1 AS priority, true AS is_national, 1 AS said, greatest(a.load, b.load) AS load
FROM part AS a JOIN part AS b USING (area, form, month)
WHERE a.indicator = $of[1] AND b.indicator = $of[2]
