-- question: how far is a council's published figure above that of its region?
-- grain:    one row per council, form and month; a missing part makes the gap missing
-- inputs:   $indicator, $of (one indicator id), $basis, $note, $title; snapshot.observation, snapshot.area
INSERT INTO snapshot.observation BY NAME
WITH part AS (
    SELECT * FROM snapshot.observation WHERE is_national AND said = 1 AND dimension = '' AND indicator = $of[1]
    QUALIFY row_number() OVER (
        PARTITION BY area, indicator, form, month ORDER BY value IS NULL, priority DESC, release DESC, load DESC
    ) = 1
)
SELECT
    a.area, $indicator AS indicator, a.form, a.month, '' AS dimension, '' AS category, NULL::DOUBLE AS numerator,
    NULL::DOUBLE AS denominator, a.value - b.value AS value,
    CASE WHEN a.value - b.value IS NULL THEN 'missing'
        WHEN 'provisional' IN (a.status, b.status) THEN 'provisional' ELSE 'published' END AS status,
    CASE WHEN a.value - b.value IS NULL THEN 'a part of it is not published' END AS reason,
    $basis AS basis, $note AS note, $title AS source, 'calculated' AS family, a.release,
    least(a.priority, b.priority) - 1 AS priority, true AS is_national, 1 AS said, greatest(a.load, b.load) AS load
FROM part AS a
JOIN snapshot.area AS here ON here.code = a.area AND here.kind = 'council'
JOIN part AS b ON b.area = here.region AND b.form = a.form AND b.month = a.month
