-- question: what was loaded, found and restated?
-- grain:    as in the work database
-- inputs:   work.load
CREATE TABLE snapshot.load AS SELECT * FROM work.load
