-- question: which short breaks come to too many days in twelve months, or stand beside the other kind? (367, 426)
-- grain:    one row per row of an episode file and rule
-- inputs:   rule_episode, rule_book
INSERT INTO rule_fault
WITH taken AS (
    -- The twelve months that hold the most days begin with a break; the last break may run on beyond them.
    SELECT
        *,
        sum(last_day - first_day) OVER ahead - greatest(0, max(last_day) OVER ahead - (first_day + 365)) AS days
    FROM rule_episode
    WHERE ls = 'V3' AND decom IS NOT NULL AND child IS NOT NULL
    WINDOW ahead AS (
        PARTITION BY ret, child ORDER BY first_day RANGE BETWEEN CURRENT ROW AND INTERVAL 364 DAYS FOLLOWING
    )
),
most AS (
    SELECT
        *,
        max(days) OVER (
            PARTITION BY ret, child ORDER BY first_day RANGE BETWEEN INTERVAL 364 DAYS PRECEDING AND CURRENT ROW
        ) AS most_days
    FROM taken
    WHERE last_day > first_day
)
SELECT 'episodes', e.ret, e.file, e.row, 'LS', b.rule, first_day, last_day
FROM most e
JOIN rule_book b ON b.rule = '367'
WHERE e.most_days > b.days
UNION ALL
SELECT 'episodes', e.ret, e.file, e.row, 'LS', '426', first_day, last_day
FROM rule_episode e
SEMI JOIN (SELECT ret, child, ls, year_from, year_to FROM rule_episode WHERE ls IN ('V3', 'V4')) o
    ON o.ret = e.ret AND o.child = e.child AND o.ls <> e.ls AND o.year_from <= e.year_to AND o.year_to >= e.year_from
WHERE e.ls IN ('V3', 'V4');
