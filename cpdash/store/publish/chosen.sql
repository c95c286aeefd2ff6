-- question: which value does a figure show, and which do national comparisons use?
-- grain:    as observation, with the place of each value among those of the same figure
-- inputs:   snapshot.observation
-- What a source says now goes before its older releases, a value before a gap, the same basis before an indicative
-- one, then the source's priority (the return, the scorecard, board papers, national statistics), then the newest
-- release, then the newest load.
CREATE TABLE snapshot.figure AS
SELECT
    * EXCLUDE (said), NULL::DOUBLE AS nearest,  -- what a public figure is rounded to beyond its own decimals
    row_number() OVER (figure ORDER BY said > 1, value IS NULL, basis <> 'same', priority DESC, release DESC, load DESC)
        AS place,
    CASE WHEN is_national THEN row_number() OVER (
        PARTITION BY area, indicator, form, month, dimension, category, is_national
        ORDER BY said > 1, value IS NULL, priority DESC, release DESC, load DESC
    ) END AS national_place
FROM snapshot.observation
WINDOW figure AS (PARTITION BY area, indicator, form, month, dimension, category)
ORDER BY indicator, dimension, form, area, month, category;
DROP TABLE snapshot.observation
