-- question: which children's homes stand in a council's area, and how were they judged last?
-- grain:    one row per home on the newest list
-- inputs:   $area
SELECT urn, provision, sector, status, places, inspected, grade, as_at
FROM home
WHERE area = $area AND provision ILIKE '%home%' AND coalesce(status, 'Active') = 'Active'
ORDER BY sector, urn
