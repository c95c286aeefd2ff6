-- question: which version of the tables does the file have?
-- grain:    one row, null where the file has no stamp at all
-- inputs:   none
SELECT any_value(comment) FROM duckdb_tables() WHERE table_name = 'stamp'
