-- question: do two national sources agree where both publish the same figure in the same year's release?
-- grain:    one row per indicator and pair of sources: points in common, and how many differ after rounding
-- inputs:   snapshot.figure
CREATE TABLE snapshot.reconciliation AS
WITH newest AS (
    SELECT * FROM snapshot.figure WHERE is_national AND value IS NOT NULL AND family <> 'calculated'
    QUALIFY row_number() OVER (
        PARTITION BY area, indicator, form, month, dimension, category, family ORDER BY release DESC
    ) = 1
)
SELECT
    a.indicator, a.dimension, a.source AS one, b.source AS other, count(*) AS points,
    count(*) FILTER (WHERE abs(a.value - b.value) > 0.5) AS differing
FROM newest AS a
JOIN newest AS b USING (area, indicator, form, month, dimension, category)
WHERE a.family < b.family AND a.release = b.release  -- another release may have restated it
GROUP BY ALL
ORDER BY differing DESC, a.indicator
