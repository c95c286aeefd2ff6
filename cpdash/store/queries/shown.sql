-- question: what is shown of every indicator's total for some areas, up to a month?
-- grain:    one row per indicator, form, area and month
-- inputs:   $areas, $last, $most (newest months of each series)
-- Beside the newest months there are those in which a published year ends (March, August), of five years, which are
-- compared, and the newest two that have a value, however old.
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, basis, note, source,
    document, family, release, is_national, place, national_place, nearest
FROM figure
WHERE dimension = '' AND place = 1 AND list_contains($areas::VARCHAR[], area) AND month <= $last
QUALIFY row_number() OVER (PARTITION BY indicator, form, area ORDER BY month DESC) <= $most
    OR row_number() OVER (PARTITION BY indicator, form, area, value IS NULL ORDER BY month DESC) <= if(value IS NULL, 0, 2)
    OR (month(month) IN (3, 8) AND month > $last::DATE - INTERVAL 61 MONTH)
ORDER BY indicator, form, area, month
