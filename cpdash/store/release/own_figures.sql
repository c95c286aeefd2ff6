-- question: what are a council's own figures?
-- grain:    one row per figure: of a return and a scorecard the one that is shown
-- inputs:   $area
-- A window that the files cover in part only grows by one month at a time, which would tell each of them: it is not on
-- the list of what may be public.
SELECT
    area, indicator, form, month, dimension, category, numerator, denominator, value, status, reason, symbol, basis, note,
    source, document, family, release, priority, is_national, load, place, nearest
FROM snapshot.figure
WHERE area = $area AND family IN ('scorecard', 'ssda903') AND NOT (family = 'ssda903' AND basis <> 'same')
QUALIFY row_number() OVER (PARTITION BY indicator, form, month, dimension, category ORDER BY place) = 1
ORDER BY indicator, form, dimension, month, category
