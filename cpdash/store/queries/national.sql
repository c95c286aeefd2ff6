-- question: what is each area's nationally published value of an indicator, in some months?
-- grain:    one row per area and month
-- inputs:   $indicator, $form, $months (none = all), $dimension, $category ('' = total)
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, basis, note, source,
    document, family, release, is_national, place, national_place, nearest
FROM figure
WHERE indicator = $indicator AND form = $form AND dimension = $dimension AND category = $category
  AND national_place = 1 AND (len($months::DATE[]) = 0 OR list_contains($months::DATE[], month))
ORDER BY month, area
