-- question: which faults of rules that each return answers were found?
-- grain:    one row per row of a file, column and rule, in no order
-- inputs:   rule_fault, rule_asked, rule_book
SELECT DISTINCT
    f.table_, f.ret, f.file, f.row, f.column_ AS "column", f.rule, b.severity, b.message,
    least(f.first, f.last) AS first, greatest(f.first, f.last) AS last
FROM rule_fault f
SEMI JOIN rule_asked a ON a.ret = f.ret AND a.rule = f.rule
JOIN rule_book b ON b.rule = f.rule;
