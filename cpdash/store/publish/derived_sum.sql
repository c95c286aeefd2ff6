-- question: what does each measure with its predicates add up to?
-- grain:    one row per council, form, month and part (a column of derived_wide); none where it is nothing
-- inputs:   temp.derived_wide
INSERT INTO derived_sum BY NAME
SELECT substr(part, 2)::INTEGER AS part, area, form, month, total
FROM (UNPIVOT derived_wide ON COLUMNS('^p[0-9]+$') INTO NAME part VALUE total)
WHERE total <> 0
