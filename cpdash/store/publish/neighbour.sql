-- question: who are a council's statistical neighbours, in each published model?
-- grain:    one row per model, council and neighbour; imported before shipped, then the newest file that holds the model
-- inputs:   work.neighbour
CREATE TABLE snapshot.neighbour AS
SELECT model, area, rank, neighbour, closeness
FROM work.neighbour AS r JOIN (SELECT id, priority FROM work.load) AS l ON l.id = r.load
QUALIFY row_number() OVER (PARTITION BY model, area, rank ORDER BY l.priority DESC, l.id DESC) = 1
ORDER BY model, area, rank
