-- question: does the snapshot hold a real council's own figures or words, which nobody has published?
-- grain:    one row: true or false
-- inputs:   snapshot.figure, snapshot.note, snapshot.area
SELECT count(*) > 0
FROM (
    SELECT area FROM snapshot.figure WHERE family IN ('scorecard', 'ssda903')
    UNION ALL
    SELECT area FROM snapshot.note WHERE NOT public
) AS own JOIN snapshot.area ON area.code = own.area
WHERE NOT area.synthetic
