-- question: is the snapshot whole?
-- grain:    one row per fault, as a sentence; none when it may be published
-- inputs:   snapshot.*
SELECT 'There is no geography: no area is known.' AS fault WHERE NOT EXISTS (FROM snapshot.area)
UNION ALL
SELECT 'Figures for an area that the geography does not have: ' || area
FROM (SELECT DISTINCT area FROM snapshot.figure ANTI JOIN snapshot.area ON figure.area = area.code)
UNION ALL
SELECT 'More than one chosen value: ' || indicator || ', ' || area || ', ' || month
FROM snapshot.figure WHERE place = 1
GROUP BY area, indicator, form, month, dimension, category HAVING count(*) > 1
UNION ALL
SELECT 'A figure without value or reason: ' || indicator || ', ' || area || ', ' || month
FROM snapshot.figure WHERE value IS NULL AND reason IS NULL
