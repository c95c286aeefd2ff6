-- question: how many faulty rows of a council's return touch each month, by rule?
-- grain:    one row per month and rule, newest month first
-- inputs:   $area
SELECT month, rule, severity, rows FROM fault_month WHERE area = $area ORDER BY month DESC, severity, rule
