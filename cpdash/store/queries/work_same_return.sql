-- question: was exactly this return loaded before, read the same way, and is it still the newest of its council and days?
-- grain:    at most one row
-- inputs:   $sha256, $recipe
SELECT id FROM return AS mine
WHERE sha256 = $sha256 AND recipe = $recipe
  AND NOT EXISTS (
      SELECT 1 FROM return AS later
      WHERE later.id > mine.id AND later.area = mine.area AND later.first = mine.first AND later.last = mine.last
        AND later.sha256 <> mine.sha256
  )
LIMIT 1
