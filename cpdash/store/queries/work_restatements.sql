-- question: which figures does this load change that an earlier load of the same family had given otherwise?
-- grain:    one row per figure
-- inputs:   $load
-- An older release that is loaded after a newer one changes nothing: the newest release wins, whenever it is loaded.
INSERT INTO restatement
WITH mine AS (
    SELECT o.*, l.family, l.release FROM observation AS o JOIN load AS l ON l.id = o.load WHERE o.load = $load
), before AS (
    SELECT o.area, o.indicator, o.form, o.month, o.dimension, o.category, l.release, o.value, l.family
    FROM observation AS o JOIN load AS l ON l.id = o.load
    WHERE o.load < $load AND l.family IN (SELECT DISTINCT family FROM mine)
    QUALIFY row_number() OVER (
        PARTITION BY o.area, o.indicator, o.form, o.month, o.dimension, o.category, l.family
        ORDER BY l.release DESC, l.id DESC
    ) = 1
)
SELECT $load, m.area, m.indicator, m.form, m.month, m.dimension, m.category, b.value, m.value, b.release, m.release
FROM mine AS m
JOIN before AS b USING (area, indicator, form, month, dimension, category, family)
WHERE m.release >= b.release AND m.value IS DISTINCT FROM b.value
