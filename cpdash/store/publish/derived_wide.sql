-- question: what do the measures that indicators are read from add up to, in one fact table?
-- grain:    one row per council, form and month; one column per measure with its predicates
-- inputs:   a fact table; its name, the totals and the forms are put in from the catalogue's checked names
CREATE OR REPLACE TEMP TABLE derived_wide AS
SELECT area, form, month, {totals}
FROM snapshot.{fact}
WHERE form IN ({forms})
GROUP BY area, form, month
