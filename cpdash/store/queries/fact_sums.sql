-- question: what do a measure and what it is a share of add up to, by up to two dimensions, in one council and form?
-- grain:    one row per month and combination of categories that has any rows
-- inputs:   $area, $form, $first and $last (months, NULL for no such limit); a fact table, whose name, categories and totals are put in from the catalogue's checked names
SELECT month, {first} AS first, {second} AS second, {numerator} AS numerator, {denominator} AS denominator
FROM {fact}
WHERE area = $area AND form = $form AND month >= coalesce($first, month) AND month <= coalesce($last, month)
GROUP BY ALL
ORDER BY ALL
