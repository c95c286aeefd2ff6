-- question: who are a council's statistical neighbours?
-- grain:    one row per model and neighbour
-- inputs:   $area
SELECT model, rank, neighbour, area.name, closeness
FROM neighbour JOIN area ON area.code = neighbour.neighbour
WHERE neighbour.area = $area
ORDER BY model DESC, rank
