-- question: whose publications and returns is the snapshot made from?
-- grain:    one row per publisher, the one whose file was loaded last first
-- inputs:   none
SELECT name FROM publisher ORDER BY newest DESC, name
