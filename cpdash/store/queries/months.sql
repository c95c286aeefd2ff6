-- question: for which months has an area any value?
-- grain:    one row per month, newest first
-- inputs:   $area
SELECT DISTINCT month FROM figure WHERE area = $area AND value IS NOT NULL ORDER BY month DESC
