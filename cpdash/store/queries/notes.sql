-- question: what do people say of an area's indicators?
-- grain:    one row per note, oldest first
-- inputs:   $area
SELECT indicator, month, kind, text, who, due, status FROM note WHERE area = $area ORDER BY month, kind, text
