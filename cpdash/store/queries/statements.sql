-- question: what do board papers say of an area's series without printing the figure?
-- grain:    one row per statement, oldest first
-- inputs:   $area
SELECT indicator, month, text, document FROM statement WHERE area = $area ORDER BY month
