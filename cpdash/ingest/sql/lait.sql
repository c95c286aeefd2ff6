-- question: which rows of the LAIT table belong to a measure that the catalogue names?
-- grain:    one candidate per row and indicator
-- inputs:   cells (the file), wanted (measure -> indicator); the names in braces are the file's own columns
INSERT INTO candidate
SELECT
    cells.row_in_file,
    -- A spreadsheet or a float column writes the number of a council as 301.0.
    regexp_replace(cells.{number}, '\.0+$', ''),
    NULL,
    cells.{period},
    NULL,
    wanted.indicator,
    wanted.form,
    wanted.dimension,
    wanted.category,
    cells.{value},
    NULL,
    NULL,
    $value_column,
    NULL,
    NULL,
    'published',
    wanted.basis,
    wanted.note
FROM cells
JOIN wanted ON wanted.measure = cells.{measure};
