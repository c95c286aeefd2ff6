-- question: which snapshot is this?
-- grain:    one row
-- inputs:   none
SELECT id, built_at, scope, own FROM stamp
