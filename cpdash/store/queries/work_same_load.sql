-- question: was exactly this file loaded before, with the same catalogue, and is it still what its source last gave?
-- grain:    at most one row
-- inputs:   $sha256, $recipe
SELECT id FROM load AS mine
WHERE sha256 = $sha256 AND recipe = $recipe
  AND NOT EXISTS (
      SELECT 1 FROM load AS later
      WHERE later.id > mine.id AND later.family = mine.family AND later.release = mine.release AND later.priority = mine.priority
        AND later.source = mine.source AND later.sha256 <> mine.sha256
  )
LIMIT 1
