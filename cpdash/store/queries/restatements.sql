-- question: which published figures did newer releases change?
-- grain:    one row per figure, newest first
-- inputs:   $area (null = all areas)
SELECT
    r.load, r.area, area.name AS area_name, r.indicator, r.form, r.month, r.category, r.old_value, r.new_value,
    r.old_release, r.new_release
FROM restatement AS r JOIN area ON area.code = r.area
WHERE $area::VARCHAR IS NULL OR r.area = $area
ORDER BY r.load DESC, r.indicator, r.month DESC, area.name
