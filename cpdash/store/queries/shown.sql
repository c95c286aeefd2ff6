-- question: what is shown of every indicator's total for some areas, up to a month?
-- grain:    one row per indicator, form, area and month
-- inputs:   $areas, $last
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, basis, note, source,
    document, family, release, is_national, place, national_place, nearest
FROM figure
WHERE dimension = '' AND place = 1 AND list_contains($areas::VARCHAR[], area) AND month <= $last
ORDER BY indicator, form, area, month
