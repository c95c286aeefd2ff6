-- question: who are a council's statistical neighbours, in each published model?
-- grain:    one row per model, council and neighbour; the newest file that holds the model
-- inputs:   work.neighbour
CREATE TABLE snapshot.neighbour AS
SELECT model, area, rank, neighbour, closeness
FROM work.neighbour
QUALIFY row_number() OVER (PARTITION BY model, area, rank ORDER BY load DESC) = 1
ORDER BY model, area, rank
