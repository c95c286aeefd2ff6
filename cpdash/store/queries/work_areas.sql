-- question: which areas do the imported geography files name?
-- grain:    one row per area and load, oldest load first
-- inputs:   none
SELECT code, name, kind, region, dfe_number, current, other_names, synthetic IS TRUE AS synthetic FROM area ORDER BY load, code
