-- question: what is each area's newest nationally published total of every indicator, not after a month?
-- grain:    one row per indicator, form and area
-- inputs:   $last
-- All areas are taken at the newest month that the indicator has at all, so that nobody is compared with an older year.
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, basis, note, source,
    document, family, release, is_national, place, national_place, nearest
FROM figure
WHERE dimension = '' AND national_place = 1 AND month <= $last
QUALIFY rank() OVER (PARTITION BY indicator, form ORDER BY month DESC) = 1
ORDER BY indicator, form, area
