-- question: how many are there of everything that figures show, by some dimensions?
-- grain:    one row per form, month and combination of categories
-- inputs:   $area; a fact table, whose name, categories and totals are put in from the catalogue's checked names
SELECT form, month{split}, {totals}
FROM snapshot.{fact}
WHERE area = $area
GROUP BY form, month{split}
