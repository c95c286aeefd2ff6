-- question: how did Ofsted judge each council, through time?
-- grain:    one row per council, inspection and aspect; the newest file that has it
-- inputs:   work.judgement
CREATE TABLE snapshot.judgement AS
SELECT area, inspected, published, inspection, aspect, grade
FROM work.judgement
QUALIFY row_number() OVER (PARTITION BY area, inspected, aspect ORDER BY load DESC) = 1
ORDER BY area, inspected, aspect
