-- question: which figures does the newest release of a source give, in the schema that can be imported again?
-- grain:    one row per figure
-- inputs:   $source
SELECT
    area, indicator, form, strftime(month, '%Y-%m') AS month, dimension, category, numerator, denominator, value,
    figure.status AS status, reason, symbol, basis, note, document, figure.source AS source, load.publisher AS publisher,
    figure.family AS family, figure.release AS release, figure.priority AS priority,
    CASE WHEN figure.is_national THEN 'national' ELSE 'local' END AS scope
FROM figure JOIN load ON load.id = figure.load
WHERE load.source = $source AND figure.family <> 'calculated'
QUALIFY figure.release = max(figure.release) OVER ()
ORDER BY indicator, dimension, category, form, area, month
