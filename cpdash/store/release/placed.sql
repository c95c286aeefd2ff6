-- question: which value does a public figure show?
-- grain:    as public.figure
-- inputs:   public.figure
-- Where a council's own figure is withheld and another source has published one, that is shown.
CREATE OR REPLACE TABLE public.figure AS
SELECT
    * EXCLUDE (place),
    row_number() OVER (
        PARTITION BY area, indicator, form, month, dimension, category ORDER BY value IS NULL, place, load
    ) AS place
FROM public.figure
ORDER BY indicator, dimension, form, area, month, category
