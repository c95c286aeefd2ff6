-- question: which councils have figures of their own, which nobody has published?
-- grain:    one row per council
-- inputs:   snapshot.figure
SELECT DISTINCT area FROM snapshot.figure WHERE family IN ('scorecard', 'ssda903') ORDER BY area
