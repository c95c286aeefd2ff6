-- question: which period of care and which spell with one carer does each episode belong to?
-- grain:    one row per episode, short breaks left out
-- inputs:   temp.merged
-- Period: a new one begins at the first known row, after a gap, after a row left open, or after a reason other than X1.
-- Spell: changes of legal status, moves with the same carer (T, U) and temporary stays (T0 to T4) with the return from
-- them are no new placement (SSDA903 reference, S3 and S4).
-- line numbers the episodes in the order of children and days, so that the first and last of a spell are found by it.
-- real_place and what follows it are the usual placement: that of the last row that is no temporary stay.
CREATE OR REPLACE TEMP TABLE episode AS
WITH lines AS (
    SELECT *, coalesce(is_temporary(place), false) AS temporary FROM merged WHERE coalesce(ls, '') NOT IN ('V3', 'V4')
), before AS (
    SELECT
        *, lag(dec) OVER child AS dec_before, lag(decom) OVER child AS decom_before, lag(rec) OVER child AS rec_before,
        lag(temporary) OVER child AS temporary_before, lead(decom) OVER child AS decom_after,
        key::BIGINT * 4294967296 + row_number() OVER child AS line,
        lag(CASE WHEN NOT temporary THEN
            {'place': place, 'post': pl_post, 'placement': placement, 'provider': provider, 'locality': locality,
            'distance': distance} END IGNORE NULLS) OVER child AS usual
    FROM lines
    WINDOW child AS (PARTITION BY key ORDER BY decom)
), marked AS (
    SELECT
        *, decom_before IS NULL OR dec_before IS NULL OR decom > dec_before OR (rec_before <> 'X1') IS TRUE AS new_period
    FROM before
), numbered AS (
    SELECT
        *, CASE
            WHEN new_period THEN 1
            WHEN temporary THEN 0
            WHEN rne NOT IN ('S', 'P', 'B') THEN 0
            WHEN temporary_before AND place = usual.place AND pl_post = usual.post THEN 0
            ELSE 1 END AS new_spell
    FROM marked
)
SELECT
    line, key, area, decom, dec, rne, ls, cin, place, rec, reason_place_change, lost, legal_status, need,
    CASE WHEN temporary THEN coalesce(usual.place, place) ELSE place END AS real_place,
    coalesce(TRY_CAST(real_place AS code_category), '') AS placement_code,
    CASE WHEN temporary AND usual IS NOT NULL THEN usual.placement ELSE placement END AS placement,
    CASE WHEN temporary AND usual IS NOT NULL THEN usual.provider ELSE provider END AS provider,
    CASE WHEN temporary AND usual IS NOT NULL THEN usual.locality ELSE locality END AS locality,
    CASE WHEN temporary AND usual IS NOT NULL THEN usual.distance ELSE distance END AS distance,
    (sum(new_period::TINYINT) OVER child)::INTEGER AS period, (sum(new_spell::TINYINT) OVER child)::INTEGER AS spell,
    -- Sound: this row ends before the child's next begins. Others are faults, and counted with more care.
    decom_after IS NULL OR (decom_after >= dec) IS TRUE AS sound
FROM numbered
WINDOW child AS (PARTITION BY key ORDER BY decom)
