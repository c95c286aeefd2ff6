-- question: which sources does the snapshot have figures of, and are they national?
-- grain:    one row per source
-- inputs:   none
SELECT load.source, bool_and(figure.is_national) AS is_national
FROM figure JOIN load ON load.id = figure.load
WHERE figure.family <> 'calculated'
GROUP BY load.source ORDER BY load.source
