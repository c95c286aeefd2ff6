-- question: what was loaded, found and restated?
-- grain:    as in the work database
-- inputs:   work.restatement
CREATE TABLE snapshot.restatement AS SELECT * FROM work.restatement
