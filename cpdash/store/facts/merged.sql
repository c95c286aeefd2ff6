-- question: which rows of all the returns together are the history of each child, and what does each count under?
-- grain:    one row per child and start date: the version of the return that goes furthest
-- inputs:   temp.active, temp.child, return_episodes, postcode, temp.*_of (types.sql)
-- A row that was open at the end of one return, and that the next return does not have, is taken to have ended there:
-- left open it would count for ever. It says so (lost), and the stored row stays as it came.
-- Distance and side of the boundary are the return's own (PL_DISTANCE, PL_LOCATION) where it has them; otherwise the
-- straight line between the two postcodes, in miles to one decimal, as the Department for Education works it out
-- (SSDA903 reference, 3.4).
CREATE OR REPLACE TEMP TABLE merged AS
WITH returns AS (
    SELECT *, max(last) OVER (PARTITION BY area) AS newest FROM active WHERE table_ = 'episodes'
), version AS (
    SELECT
        c.key, r.area, e.decom, CASE WHEN e.dec IS NULL AND r.last < r.newest THEN r.last + 1 ELSE e.dec END AS dec,
        e.rne, e.ls, e.cin, e.place, e.place_provider, e.rec, e.reason_place_change,
        replace(e.home_post, ' ', '') AS home_post, coalesce(replace(e.pl_post, ' ', ''), '') AS pl_post,
        nullif(e.pl_distance, 999.9) AS distance, e.pl_location, e.dec IS NULL AND r.last < r.newest AS lost
    FROM return_episodes AS e
    JOIN returns AS r ON r.ret = e.ret
    JOIN child AS c ON c.area = r.area AND c.child = e.child
    WHERE e.decom IS NOT NULL AND (e.dec IS NULL OR e.dec > e.decom)
    QUALIFY row_number() OVER (
        PARTITION BY c.key, e.decom ORDER BY r.last DESC, r.ret DESC, e.dec DESC NULLS LAST, e.row DESC
    ) = 1
), lies AS (
    SELECT replace(upper(postcode), ' ', '') AS postcode, any_value(easting) AS easting, any_value(northing) AS northing,
        any_value(area) AS area
    FROM postcode GROUP BY ALL
), found AS (
    SELECT
        e.*,
        coalesce(e.distance, round(sqrt((h.easting - p.easting) ^ 2 + (h.northing - p.northing) ^ 2) / 1000 / 1.6093, 1))
            AS miles,
        coalesce(e.pl_location, CASE WHEN p.area = e.area THEN 'IN' WHEN p.area IS NOT NULL THEN 'OUT' END) AS side
    FROM version AS e
    LEFT JOIN lies AS h ON h.postcode = e.home_post
    LEFT JOIN lies AS p ON p.postcode = e.pl_post
)
SELECT
    key, area, decom, dec, rne, ls, cin, place, rec, reason_place_change, pl_post, lost,
    coalesce(l.legal_status, 'Not known') AS legal_status, coalesce(n.need, 'Not known') AS need,
    coalesce(g.placement, 'Not known') AS placement, coalesce(v.provider, 'Placement provider not reported') AS provider,
    locality_of(side)::locality_category AS locality, distance_band(miles)::distance_category AS distance
FROM found
LEFT JOIN legal_status_of AS l ON l.code = found.ls
LEFT JOIN need_of AS n ON n.code = found.cin
LEFT JOIN placement_of AS g ON g.code = found.place
LEFT JOIN provider_of AS v ON v.code = found.place_provider
