-- question: what has a council promised to do?
-- grain:    one row per action, those that are open and due first
-- inputs:   $area
SELECT plan, priority, action, lead, due, status, status_date, success_measure, indicator, document
FROM action
WHERE area = $area
ORDER BY coalesce(status, '') IN ('done', 'completed', 'closed'), due NULLS LAST, plan, priority, action
