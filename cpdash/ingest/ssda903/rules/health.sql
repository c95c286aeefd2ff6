-- question: which rows of the OC2 file have a wrong or part-blank answer, and whose does not fit their time in care?
--           (180, 181, 182, 190, 191)
-- grain:    one row per row of a file and rule (181: and column)
-- inputs:   oc2, rule_episode, code, rule_ret
INSERT INTO rule_fault
WITH form AS (
    SELECT
        o.*, r.first, r.last, r.whole_year, greatest(r.year_start, r.first) AS year_first,
        [immunisations, teeth_check, health_assessment, substance_misuse] AS needed,
        [convicted, health_check, intervention_received, intervention_offered] AS further
    FROM oc2 o
    JOIN rule_ret r USING (ret)
),
-- In care without a break from 1 April to 31 March: the first row open in the year began by 1 April, each further one
-- follows an X1 without a gap and is no new start, one lasts to 31 March, and none is a short break. A row that ends on
-- 31 March counts as lasting: so the Department's rule reads it.
continuous AS (
    SELECT
        e.ret, e.child, any_value(greatest(r.year_start, r.first)) AS year_first, any_value(r.last) AS last,
        arg_min(e.file, e.n) AS file, arg_min(e.row, e.n) AS row
    FROM rule_episode e
    JOIN rule_ret r ON r.ret = e.ret AND r.whole_year
    WHERE e.n IS NOT NULL AND e.decom <= r.last AND (e.dec IS NULL OR e.dec >= r.year_start)
    GROUP BY e.ret, e.child
    HAVING bool_or(e.decom <= r.year_start)
        AND bool_and(
            e.decom <= r.year_start
            OR (coalesce(e.prev_rec = 'X1' AND e.prev_dec >= e.decom, false) AND e.rne IS DISTINCT FROM 'S')
        )
        AND bool_or(e.dec IS NULL OR e.dec >= r.last)
        AND NOT bool_or(coalesce(e.ls IN ('V3', 'V4'), false))
)
SELECT 'oc2', ret, file, row, 'SDQ_SCORE', '180', first, last
FROM form
WHERE sdq_score_text IS NOT NULL AND NOT regexp_full_match(sdq_score_text, '0*([0-9]|[1-3][0-9]|40)(\.0+)?')
UNION ALL
SELECT 'oc2', a.ret, a.file, a.row, a.column_, '181', a.first, a.last
FROM (
    SELECT
        ret, file, row, first, last,
        unnest([
            {'column_': 'CONVICTED', 'answer': convicted},
            {'column_': 'HEALTH_CHECK', 'answer': health_check},
            {'column_': 'IMMUNISATIONS', 'answer': immunisations},
            {'column_': 'TEETH_CHECK', 'answer': teeth_check},
            {'column_': 'HEALTH_ASSESSMENT', 'answer': health_assessment},
            {'column_': 'SUBSTANCE_MISUSE', 'answer': substance_misuse},
            {'column_': 'INTERVENTION_RECEIVED', 'answer': intervention_received},
            {'column_': 'INTERVENTION_OFFERED', 'answer': intervention_offered}
        ], recursive := true)
    FROM form
) a
ANTI JOIN code c ON c.set_ = 'flag' AND c.code = a.answer
WHERE a.answer IS NOT NULL
UNION ALL
SELECT
    'oc2', ret, file, row,
    ['IMMUNISATIONS', 'TEETH_CHECK', 'HEALTH_ASSESSMENT', 'SUBSTANCE_MISUSE']
        [list_position(list_transform(needed, lambda x: x IS NULL), true)],
    '182', first, last
FROM form
WHERE len(list_filter(needed, lambda x: x IS NULL)) > 0
    AND len(list_filter(list_concat(needed, further), lambda x: x IS NOT NULL)) > 0
UNION ALL
-- As the Department's rule: the four that are needed are looked at in 182 and 191.
SELECT 'oc2', f.ret, f.file, f.row, 'CHILD', '190', f.year_first, f.last
FROM form f
ANTI JOIN continuous c ON c.ret = f.ret AND c.child = f.child
WHERE f.whole_year AND len(list_filter(list_concat(needed, further), lambda x: x IS NOT NULL)) > 0
UNION ALL
SELECT
    'oc2', f.ret, f.file, f.row,
    ['IMMUNISATIONS', 'TEETH_CHECK', 'HEALTH_ASSESSMENT', 'SUBSTANCE_MISUSE']
        [list_position(list_transform(needed, lambda x: x IS NULL), true)],
    '191', f.year_first, f.last
FROM form f
SEMI JOIN continuous c ON c.ret = f.ret AND c.child = f.child
WHERE len(list_filter(needed, lambda x: x IS NULL)) > 0
UNION ALL
SELECT 'episodes', c.ret, c.file, c.row, 'CHILD', '191', c.year_first, c.last
FROM continuous c
ANTI JOIN oc2 o ON o.ret = c.ret AND o.child = c.child;
