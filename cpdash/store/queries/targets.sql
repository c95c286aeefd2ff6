-- question: what is aimed at in an area?
-- grain:    one row per indicator and run of months; an area's own targets after those for every council
-- inputs:   $area
SELECT indicator, area, from_month, to_month, value, tolerance, owner, reason, source
FROM target WHERE area IN ('all', $area)
ORDER BY indicator, from_month, area = $area
