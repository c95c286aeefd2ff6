-- question: when does a council's board meet?
-- grain:    one row per meeting, newest first
-- inputs:   $area
SELECT day, form, item, document
FROM meeting
WHERE area = $area
ORDER BY day DESC
