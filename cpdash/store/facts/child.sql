-- question: who are the children of the returns?
-- grain:    one row per council and child; key stands for both
-- inputs:   temp.active, return_header and the other tables of the return, temp.label
CREATE OR REPLACE TEMP TABLE child AS
WITH codes AS (
    SELECT
        map_from_entries(list((code, category)) FILTER (WHERE set_ = 'sex')) AS sex,
        map_from_entries(list((code, category)) FILTER (WHERE set_ = 'ethnic')) AS ethnic
    FROM label
), header AS (
    SELECT a.area, h.child, h.dob, h.sex, h.ethnic
    FROM return_header AS h JOIN active AS a ON a.ret = h.ret AND a.table_ = 'header'
    QUALIFY row_number() OVER (PARTITION BY a.area, h.child ORDER BY a.last DESC, a.ret DESC, h.row DESC) = 1
), leaver AS (
    SELECT a.area, o.child, o.dob
    FROM return_oc3 AS o JOIN active AS a ON a.ret = o.ret AND a.table_ = 'oc3'
    QUALIFY row_number() OVER (PARTITION BY a.area, o.child ORDER BY a.last DESC, a.ret DESC, o.row DESC) = 1
), everyone AS (
    SELECT area, child FROM header
    UNION SELECT area, child FROM leaver
    UNION SELECT a.area, e.child FROM (SELECT DISTINCT ret, child FROM return_episodes) AS e
        JOIN active AS a ON a.ret = e.ret AND a.table_ = 'episodes'
    UNION SELECT a.area, e.child FROM (SELECT DISTINCT ret, child FROM return_reviews) AS e
        JOIN active AS a ON a.ret = e.ret AND a.table_ = 'reviews'
    UNION SELECT a.area, e.child FROM (SELECT DISTINCT ret, child FROM return_missing) AS e
        JOIN active AS a ON a.ret = e.ret AND a.table_ = 'missing'
    UNION SELECT a.area, e.child FROM return_oc2 AS e JOIN active AS a ON a.ret = e.ret AND a.table_ = 'oc2'
    UNION SELECT a.area, e.child FROM return_ad1 AS e JOIN active AS a ON a.ret = e.ret AND a.table_ = 'ad1'
    UNION SELECT a.area, e.child FROM return_placed_adoption AS e
        JOIN active AS a ON a.ret = e.ret AND a.table_ = 'placed_adoption'
    UNION SELECT a.area, e.child FROM return_uasc AS e JOIN active AS a ON a.ret = e.ret AND a.table_ = 'uasc'
)
SELECT
    row_number() OVER ()::INTEGER AS key, area, child, coalesce(header.dob, leaver.dob) AS dob,
    coalesce(codes.sex[header.sex], 'Not known')::sex_category AS sex,
    coalesce(codes.ethnic[header.ethnic], 'Refused or information not yet available')::ethnicity_category AS ethnicity
FROM everyone LEFT JOIN header USING (area, child) LEFT JOIN leaver USING (area, child) CROSS JOIN codes
WHERE child IS NOT NULL
ORDER BY area, child
