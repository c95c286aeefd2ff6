-- question: what was found in the files?
-- grain:    one row per finding, worst first
-- inputs:   none
SELECT load, severity, file, row, column_ AS "column", rule, message
FROM finding
ORDER BY array_position(['error', 'warning', 'note'], severity), load DESC, row
