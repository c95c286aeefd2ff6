-- question: which categories are an area's figures of an indicator broken down by?
-- grain:    one row per dimension and category
-- inputs:   $indicator, $area, $form
SELECT DISTINCT dimension, category
FROM figure
WHERE indicator = $indicator AND area = $area AND form = $form AND dimension <> ''
ORDER BY dimension, category
