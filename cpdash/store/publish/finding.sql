-- question: what was loaded, found and restated?
-- grain:    as in the work database
-- inputs:   work.finding
CREATE TABLE snapshot.finding AS SELECT * FROM work.finding
