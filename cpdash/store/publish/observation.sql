-- question: what does each source now say of each figure?
-- grain:    one row per figure and release of a source; within a release the newest load
-- inputs:   work.observation, work.load, snapshot.area
-- said is the place of a release among those of its family: 1 is what the source says now, be it that it withholds the
-- figure. What a source withholds now is not shown from its older releases either.
CREATE TABLE snapshot.observation AS
WITH each AS (
    SELECT
        o.area, o.indicator, o.form, o.month, o.dimension, o.category, o.numerator, o.denominator, o.value, o.status,
        o.reason, o.symbol, o.basis, o.note, l.title AS source, o.document, l.family, l.release, l.priority,
        l.is_national, l.id AS load
    FROM work.observation AS o
    JOIN work.load AS l ON l.id = o.load
    QUALIFY row_number() OVER (
        PARTITION BY o.area, o.indicator, o.form, o.month, o.dimension, o.category, l.family, l.release
        ORDER BY l.id DESC, o.row DESC
    ) = 1
)
SELECT *, row_number() OVER family AS said
FROM each
WINDOW family AS (
    PARTITION BY area, indicator, form, month, dimension, category, family ORDER BY release DESC, load DESC
)
QUALIFY said = 1 OR first_value(status) OVER family <> 'suppressed'
