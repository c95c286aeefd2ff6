-- question: what has an area values of?
-- grain:    one row per indicator, form and breakdown
-- inputs:   $area
SELECT indicator, form, dimension, count(*) AS points, min(month) AS first, max(month) AS last,
    bool_or(family = 'ssda903') AS derived
FROM figure
WHERE area = $area AND place = 1 AND value IS NOT NULL
GROUP BY indicator, form, dimension
ORDER BY indicator, form, dimension
