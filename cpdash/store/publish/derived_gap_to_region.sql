-- question: how far is a council's figure from its return above the latest published one of its region?
-- grain:    one row per council, form and month that the first indicator was worked out for
-- inputs:   $indicator, $of (the indicator whose gap it is), $family, $priority, $title; snapshot.observation, snapshot.area
-- The region's figure is published once a year: the newest one of the month or before it is carried forward.
INSERT INTO snapshot.observation BY NAME
WITH own AS (
    SELECT o.*, here.region
    FROM snapshot.observation AS o JOIN snapshot.area AS here ON here.code = o.area
    WHERE o.family = $family AND o.indicator = $of AND o.dimension = ''
), region AS (
    SELECT area, form, month, value FROM snapshot.observation
    WHERE is_national AND said = 1 AND indicator = $of AND dimension = '' AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY area, form, month ORDER BY priority DESC, release DESC, load DESC) = 1
), gap AS (
    SELECT own.*, region.value AS other, region.month AS since
    FROM own
    ASOF LEFT JOIN region ON region.area = own.region AND region.form = own.form AND region.month <= own.month
)
SELECT
    area, $indicator AS indicator, form, month, '' AS dimension, '' AS category, value - other AS value,
    CASE WHEN value IS NULL OR other IS NULL THEN 'missing' ELSE status END AS status,
    CASE WHEN value IS NOT NULL AND other IS NULL THEN 'No figure of the region is published for this month or before it.'
        ELSE reason END AS reason,
    'same' AS basis,
    CASE WHEN value - other IS NOT NULL
        THEN concat_ws(' ', 'The region''s figure is that of ' || strftime(last_day(since), '%-d %B %Y') || '.', note) END AS note,
    $title AS source, $family AS family, '' AS release, $priority AS priority, false AS is_national, 1 AS said
FROM gap
