-- question: which published figures do the rows of a file give, and what became of every row?
-- grain:    judged: one row per source row and figure it gives; observation: one row per figure
-- inputs:   candidate (see figures.py), feeding, place, period, symbol, indicator, today
CREATE OR REPLACE TEMP MACRO as_number(cell) AS
    CASE WHEN regexp_full_match(cell, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') 
        -- Beyond what a DOUBLE holds is no number: infinity would pass every bound that has no upper end.
        AND isfinite(try_cast(cell AS DOUBLE)) THEN try_cast(cell AS DOUBLE) END;

CREATE TEMP TABLE weighed AS
SELECT
    c.* EXCLUDE (month),
    -- A GSS code that does not exist is a fault, even where the row's DfE number is that of a council.
    CASE WHEN regexp_full_match(c.area_key, 'E\d{8}') THEN first.code ELSE coalesce(first.code, second.code) END AS area,
    coalesce(first.current, second.current) AS is_current,
    coalesce(c.month, period.month)         AS month,
    coalesce(period.provisional, false)     AS is_provisional,
    period.left_as                          AS left_as,
    as_number(c.value)                      AS value_number,
    as_number(c.numerator)                  AS numerator_number,
    as_number(c.denominator)                AS denominator_number,
    symbol.symbol                           AS sign,
    symbol.status                           AS sign_status,
    symbol.reason                           AS sign_reason,
    top.symbol                              AS numerator_sign,
    bottom.symbol                           AS denominator_sign,
    indicator.low                           AS low,
    indicator.high                          AS high
FROM candidate AS c
JOIN indicator ON indicator.id = c.indicator
LEFT JOIN place AS first ON first.key = lower(c.area_key)
LEFT JOIN place AS second ON second.key = lower(c.area_number)
LEFT JOIN period ON period.label = c.label AND period.indicator = c.indicator
LEFT JOIN symbol ON symbol.symbol = lower(c.value)
LEFT JOIN symbol AS top ON top.symbol = lower(c.numerator)
LEFT JOIN symbol AS bottom ON bottom.symbol = lower(c.denominator);

CREATE TEMP TABLE judged AS
SELECT
    *,
    CASE
        WHEN is_current = false THEN 'former council'
        WHEN area IS NULL THEN 'unknown area'
        WHEN left_as IS NOT NULL THEN left_as
        WHEN month IS NULL THEN 'unknown period'
        WHEN last_day(month) > (SELECT day FROM today) THEN 'future'
        WHEN value IS NOT NULL AND value_number IS NULL AND sign IS NULL THEN 'value'
        WHEN numerator IS NOT NULL AND numerator_number IS NULL AND numerator_sign IS NULL THEN 'numerator'
        WHEN denominator IS NOT NULL AND denominator_number IS NULL AND denominator_sign IS NULL THEN 'denominator'
        WHEN value_number < low OR value_number > high THEN 'bounds'
        WHEN numerator_number < 0 AND low >= 0 THEN 'numerator'
        WHEN denominator_number < 0 THEN 'denominator'
        ELSE 'used'
    END AS fate
FROM weighed;
DROP TABLE weighed;

-- Rows that say the same thing of the same figure: the first is kept; when they disagree none is.
CREATE TEMP TABLE twin AS
SELECT
    row, indicator, form, dimension, category,
    min(row) OVER same                                              AS first_row,
    row_number() OVER (same ORDER BY row)                           AS place_in_row,
    min(content) OVER same <> max(content) OVER same                AS disagree
FROM (
    SELECT
        row, area, indicator, form, month, dimension, category,
        concat_ws('|', coalesce(value_number::VARCHAR, lower(value), '?'),
            coalesce(numerator_number::VARCHAR, '?'), coalesce(denominator_number::VARCHAR, '?')) AS content
    FROM judged WHERE fate = 'used'
)
WINDOW same AS (PARTITION BY area, indicator, form, month, dimension, category)
QUALIFY count(*) OVER same > 1;

UPDATE judged SET fate = CASE WHEN twin.disagree THEN 'disagree' ELSE 'repeated' END
FROM twin
WHERE judged.row = twin.row AND judged.indicator = twin.indicator AND judged.form = twin.form
    AND judged.dimension = twin.dimension AND judged.category = twin.category
    AND judged.fate = 'used' AND (twin.disagree OR twin.place_in_row > 1);

CREATE TEMP TABLE observed AS
SELECT
    row, area, indicator, form, month::DATE AS month, dimension, category,
    round(numerator_number, 6) AS numerator,
    round(denominator_number, 6) AS denominator,
    round(value_number, 6) AS value,
    CASE
        WHEN value_number IS NULL THEN coalesce(sign_status, 'missing')
        WHEN is_provisional THEN 'provisional'
        ELSE status
    END AS status,
    CASE
        WHEN value_number IS NULL THEN coalesce(sign_reason, 'empty in the source')
        WHEN is_provisional THEN 'provisional at the source'
    END AS reason,
    sign AS symbol,
    basis,
    note,
    NULL::VARCHAR AS document
FROM judged WHERE fate = 'used';

-- What became of each source row: a row that gives several figures counts once, and a fault outweighs a use.
CREATE TEMP TABLE row_fate AS
SELECT row, arg_min(fate, weight) AS fate
FROM (
    SELECT
        row, fate,
        CASE WHEN fate = 'used' THEN 2
             WHEN fate IN ('former council', 'dropped year', 'longer window', 'repeated') THEN 3
             ELSE 1 END AS weight
    FROM judged
    UNION ALL
    SELECT feeding.row, 'used', 2 FROM feeding SEMI JOIN observed ON observed.row = feeding.for_row
    UNION ALL
    SELECT feeding.row, 'former council', 3
    FROM feeding SEMI JOIN (SELECT row FROM judged WHERE fate = 'former council') AS former ON former.row = feeding.for_row
)
GROUP BY row;
