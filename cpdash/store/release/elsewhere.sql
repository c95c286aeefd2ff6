-- question: what have others published of a council?
-- grain:    one row per figure and source
-- inputs:   $area; public.figure, before any of the council's own figures is in it
SELECT indicator, form, dimension, category, month, value, numerator, denominator
FROM public.figure
WHERE area = $area AND value IS NOT NULL AND family NOT IN ('scorecard', 'ssda903')
ORDER BY ALL
