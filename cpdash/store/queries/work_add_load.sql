-- question: none; records that a file was loaded
-- grain:    one load
-- inputs:   one parameter per column
INSERT INTO load VALUES (
    $id, $loaded_at, $file, $sha256, $recipe, $kind, $source, $title, $publisher, $licence, $family, $release,
    $priority, $is_national, $rows_read, $rows_used, $rows_left, $rows_refused, $data_as_at
)
