-- question: for which months does the return lack something that is needed, and why?
-- grain:    one row per month that lacks it
-- inputs:   $area, $form, $needs
SELECT month, min(reason) AS reason
FROM coverage
WHERE area = $area AND form = $form AND status = 'missing' AND list_contains($needs::VARCHAR[], need)
GROUP BY month
ORDER BY month
