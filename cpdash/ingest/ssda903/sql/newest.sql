-- question: which is the newest date that happened in each return?
-- grain:    one row per return with any date
-- inputs:   episodes, reviews, missing; $today, because a date may be planned or mistyped
SELECT ret, max(day) AS newest
FROM (
    SELECT ret, decom AS day FROM episodes
    UNION ALL SELECT ret, dec FROM episodes
    UNION ALL SELECT ret, review FROM reviews
    UNION ALL SELECT ret, mis_start FROM missing
)
WHERE day <= $today
GROUP BY ret
