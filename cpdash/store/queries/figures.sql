-- question: what does every source say of an indicator, in one form and breakdown, for some areas?
-- grain:    one row per area, month, category and source; the one to show first
-- inputs:   $indicator, $areas, $form, $dimension ('' = total), $category (null = all of the dimension)
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, basis, note, source,
    document, family, release, is_national, place, national_place, nearest
FROM figure
WHERE indicator = $indicator AND form = $form AND dimension = $dimension
  AND list_contains($areas::VARCHAR[], area) AND ($category::VARCHAR IS NULL OR category = $category)
ORDER BY area, month, category, place
