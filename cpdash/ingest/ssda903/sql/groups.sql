-- question: how many pairs of a file's table and a rule have faults?
-- grain:    one number
-- inputs:   refused, fault
SELECT count(*)::INTEGER
FROM (
    SELECT DISTINCT ret, file, table_, rule FROM refused
    UNION ALL
    SELECT DISTINCT ret, file, table_, rule FROM fault
)
