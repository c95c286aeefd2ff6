-- question: what does each source now say of each figure?
-- grain:    one row per figure and release of a source; within a release the newest load
-- inputs:   work.observation, work.load, snapshot.area
CREATE TABLE snapshot.observation AS
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
