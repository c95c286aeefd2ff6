-- question: which figures did this load restate?
-- grain:    one row per figure, totals before breakdowns
-- inputs:   $load
SELECT
    area, coalesce((SELECT max(name) FROM area AS a WHERE a.code = restatement.area), area) AS area_name, indicator, form, month,
    category, old_value, new_value, old_release, new_release
FROM restatement WHERE load = $load
ORDER BY dimension <> '', indicator, area, month, dimension, category
