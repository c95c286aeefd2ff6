-- question: what do all areas have in the newest published period of every indicator, and some of them a year before?
-- grain:    one row per indicator, form and month, with the areas that have a value and their values in one order
-- inputs:   $last, $near (areas of which the year before is told too)
-- All areas are taken at the newest month that the indicator has at all, so that nobody is compared with an older year.
WITH published AS (
    SELECT indicator, form, area, month, value, max(month) OVER (PARTITION BY indicator, form) AS newest
    FROM figure
    WHERE dimension = '' AND national_place = 1 AND month <= $last
)
SELECT indicator, form, month, list(area ORDER BY area) AS areas, list(value ORDER BY area) AS found
FROM published
WHERE value IS NOT NULL
  AND (month = newest OR (month = newest - INTERVAL 1 YEAR AND list_contains($near::VARCHAR[], area)))
GROUP BY indicator, form, month
ORDER BY indicator, form, month DESC
