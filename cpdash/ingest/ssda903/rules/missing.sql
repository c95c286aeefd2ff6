-- question: which times missing or away are part blank, out of order, or longer than the child was in care?
--           (1006, 1004, 1005, 564-567, 570, 571, 574, 577)
-- grain:    one row per row of the missing file and rule
-- inputs:   missing, rule_episode, code, rule_ret
INSERT INTO rule_fault
WITH away AS (
    SELECT
        m.*, r.first, r.last,
        from_day(mis_start, r.first, r.last) AS first_day,
        to_day(mis_end, r.first, r.last) AS last_day
    FROM missing m
    JOIN rule_ret r USING (ret)
),
care AS (
    -- Rows that touch are one period here, whatever their codes: 577 asks whether the child was in care at all.
    SELECT ret, child, min(decom) AS starts, last(dec ORDER BY n) AS ends
    FROM (
        SELECT
            *,
            count(*) FILTER (n = 1 OR decom > prev_dec) OVER (PARTITION BY ret, child ORDER BY n) AS period
        FROM rule_episode e
        SEMI JOIN missing m ON m.ret = e.ret AND m.child = e.child
        WHERE e.n IS NOT NULL
    )
    GROUP BY ret, child, period
)
SELECT 'missing', a.ret, a.file, a.row, 'MISSING', '1006', first_day, last_day
FROM away a
ANTI JOIN code c ON c.set_ = 'missing' AND c.code = a.missing
WHERE a.missing IS NOT NULL
UNION ALL
SELECT 'missing', ret, file, row, 'MIS_START', '1004', first_day, last_day FROM away WHERE mis_start IS NULL
UNION ALL
SELECT 'missing', ret, file, row, 'MIS_END', '1005', first_day, last_day
FROM away
WHERE mis_end IS NULL AND mis_end_text IS NOT NULL
UNION ALL
SELECT 'missing', a.ret, a.file, a.row, 'MIS_START', '564', first_day, last_day
FROM away a
SEMI JOIN code c ON c.set_ = 'missing' AND c.code = a.missing
WHERE a.mis_start_text IS NULL
UNION ALL
SELECT 'missing', ret, file, row, 'MISSING', '565', first_day, last_day
FROM away
WHERE missing IS NULL AND mis_start_text IS NOT NULL
UNION ALL
SELECT 'missing', ret, file, row, 'MISSING', '566', first_day, last_day
FROM away
WHERE missing IS NULL AND mis_end_text IS NOT NULL
UNION ALL
SELECT 'missing', ret, file, row, 'MIS_END', '567', first_day, last_day FROM away WHERE mis_end < mis_start
UNION ALL
SELECT 'missing', ret, file, row, 'MIS_START', '570', first_day, last_day FROM away WHERE mis_start > last
UNION ALL
SELECT 'missing', ret, file, row, 'MIS_END', '571', first_day, last_day
FROM away
WHERE mis_end < first OR mis_end > last
UNION ALL
-- In the order of their ends, an open one standing at its start, as the Department's rule reads them.
SELECT 'missing', ret, file, row, 'MIS_START', '574', first_day, last_day
FROM (
    SELECT
        *,
        row_number() OVER before AS n,
        lag(mis_end) OVER before AS prev_end
    FROM away
    WHERE child IS NOT NULL
    WINDOW before AS (
        PARTITION BY ret, child ORDER BY coalesce(mis_end, mis_start) NULLS LAST, mis_start NULLS LAST, file, row
    )
)
WHERE n > 1 AND (prev_end IS NULL OR mis_start < prev_end)
UNION ALL
-- At fault when it fits none of the child's periods of care: open though all have ended, or over before or after each.
SELECT 'missing', a.ret, a.file, a.row, 'MIS_END', '577', any_value(first_day), any_value(last_day)
FROM away a
JOIN care c ON c.ret = a.ret AND c.child = a.child
WHERE a.mis_start IS NOT NULL
GROUP BY a.ret, a.file, a.row
HAVING bool_and(
    CASE WHEN a.mis_end IS NULL THEN c.ends IS NOT NULL OR a.mis_start < c.starts
         ELSE coalesce(a.mis_end > c.ends, false) OR a.mis_end < c.starts END
);
