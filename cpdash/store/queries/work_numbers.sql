-- question: which numbers may the next so many loads, or returns, have?
-- grain:    one row per number
-- inputs:   $loads, $returns
SELECT 'load' AS what, nextval('load_number') AS id FROM range($loads)
UNION ALL
SELECT 'return', nextval('return_number') FROM range($returns)
