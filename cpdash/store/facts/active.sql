-- question: which returns count, for each council and table?
-- grain:    one row per council, table and return
-- inputs:   return, return_file
-- A return gives way to one that covers all its days and more, whenever it was loaded, and to one of the same last day
-- that was loaded later: a longer extract, or a correction. Where two overlap in part, both count, and the rows of the one that goes further win.
CREATE OR REPLACE TEMP TABLE active AS
WITH given AS (
    SELECT DISTINCT r.area, f.table_, r.id AS ret, r.first, r.last FROM return AS r JOIN return_file AS f ON f.ret = r.id
)
SELECT given.* FROM given
WHERE NOT EXISTS (
    FROM given AS n
    WHERE n.area = given.area AND n.table_ = given.table_ AND n.first <= given.first
      AND (n.last > given.last OR (n.last = given.last AND n.ret > given.ret))
)
