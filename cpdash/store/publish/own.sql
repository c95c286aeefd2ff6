-- question: does the snapshot hold a real council's own figures, which nobody has published?
-- grain:    one row: true or false
-- inputs:   snapshot.figure, snapshot.area
SELECT count(*) > 0
FROM snapshot.figure JOIN snapshot.area ON area.code = figure.area
WHERE figure.family IN ('scorecard', 'ssda903') AND NOT area.synthetic
