-- question: which faults are named one by one, and how many are there of each?
-- grain:    one row per fault that is named; total is the number in its file, table and rule
-- inputs:   refused, fault; $most, how many are named of each
WITH all_ AS (
    SELECT table_, ret, file, row, "column", rule, 'error' AS severity, message FROM refused
    UNION ALL
    SELECT table_, ret, file, row, "column", rule, severity, message FROM fault
)
SELECT
    ret, file, table_, row, upper("column") AS column_, rule, severity, message,
    count(*) OVER (PARTITION BY ret, file, table_, rule)::INTEGER AS total
FROM all_
QUALIFY row_number() OVER (PARTITION BY ret, file, table_, rule ORDER BY row, "column") <= $most
ORDER BY ret, file, table_, rule, row, column_
