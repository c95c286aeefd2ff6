-- question: what does a dimension of a fact table say of a council, or two dimensions together?
-- grain:    one row per category, or combination
-- inputs:   $area; a fact table, whose name and cells are put in from the catalogue's checked names
SELECT DISTINCT {cells} FROM snapshot.{fact} WHERE area = $area
