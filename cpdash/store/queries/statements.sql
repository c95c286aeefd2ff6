-- question: what do board papers say of a series without printing the figure?
-- grain:    one row per statement, oldest first
-- inputs:   $area, $indicator
SELECT month, text, document FROM statement WHERE area = $area AND indicator = $indicator ORDER BY month
