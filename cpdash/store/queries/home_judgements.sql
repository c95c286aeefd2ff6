-- question: how were a council's homes judged, through time, as its board was told?
-- grain:    one row per home and day, newest first
-- inputs:   $area
SELECT home, as_at, grade, document, note
FROM home_judgement
WHERE area = $area
ORDER BY as_at DESC, home
