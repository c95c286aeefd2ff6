-- question: in which financial years (named by the year they end in) do the return's episodes begin and end?
-- grain:    one row per return, side (start, end) and financial year, with the number of episodes
-- inputs:   episodes; $today. Dates after today, and an end that is not after its start, say nothing about the return.
WITH day AS (
    SELECT ret, 'start' AS side, decom AS day FROM episodes
    UNION ALL
    SELECT ret, 'end', dec FROM episodes WHERE decom IS NULL OR dec > decom
)
SELECT ret, side, (year(day) + CASE WHEN month(day) >= 4 THEN 1 ELSE 0 END)::INTEGER AS fy, count(*)::INTEGER AS episodes
FROM day
WHERE day <= $today
GROUP BY ALL
ORDER BY ALL
