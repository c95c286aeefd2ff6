-- question: how did Ofsted judge a council's services for children, through time?
-- grain:    one row per inspection and aspect, newest first
-- inputs:   $area
SELECT inspected, published, inspection, aspect, grade
FROM judgement
WHERE area = $area
ORDER BY inspected DESC, aspect
