-- question: for which months is an indicator nationally published?
-- grain:    one row per month, newest first
-- inputs:   $indicator, $form, $dimension, $category ('' = total)
SELECT DISTINCT month
FROM figure
WHERE indicator = $indicator AND form = $form AND dimension = $dimension AND category = $category
  AND national_place = 1
ORDER BY month DESC
