-- question: what was loaded?
-- grain:    one row per load, newest first
-- inputs:   none
SELECT
    id, loaded_at, file, kind, family, title, publisher, licence, release, rows_read, rows_used, rows_left, rows_refused,
    (SELECT count(*) FROM finding WHERE finding.load = load.id) AS findings,
    (SELECT count(*) FROM restatement WHERE restatement.load = load.id) AS restated
FROM load ORDER BY id DESC
