-- question: how many faulty rows of the returns touch each month?
-- grain:    one row per council, month, rule and severity; rows of the returns that count now
-- inputs:   work.return_mark, work.return, temp.month
CREATE TABLE snapshot.fault_month AS
SELECT r.area, month.month, mark.rule, mark.severity, count(*) AS rows
FROM work.return_mark AS mark
JOIN (SELECT DISTINCT ret, area FROM active) AS r ON r.ret = mark.ret
JOIN month ON month.area = r.area AND month.month <= mark.last AND month.last_day >= mark.first
GROUP BY ALL
ORDER BY ALL
