-- question: for which months can councils be compared on an indicator?
-- grain:    one row per month, newest first
-- inputs:   $indicator, $form
SELECT DISTINCT month
FROM figure JOIN area ON area.code = figure.area AND area.kind = 'council'
WHERE indicator = $indicator AND form = $form AND national_place = 1 AND value IS NOT NULL
ORDER BY month DESC
