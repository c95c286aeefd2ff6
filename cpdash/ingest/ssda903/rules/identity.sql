-- question: who is in a file twice, not in the header, or otherwise described than there?
--           (INT01-09, INT11-18, INT21, INT31-36)
-- grain:    one row per row of a file and rule
-- inputs:   rule_row, rule_child, rule_book, uasc
INSERT INTO rule_fault
SELECT r.table_, r.ret, r.file, r.row, 'CHILD', b.rule, r.first, r.last
FROM rule_row r
JOIN rule_book b ON b.check_ = 'in header' AND b.tables[1] = r.table_
ANTI JOIN rule_child c ON c.ret = r.ret AND c.child = r.child
WHERE r.child IS NOT NULL
UNION ALL
SELECT r.table_, r.ret, r.file, r.row, 'DOB', b.rule, r.first, r.last
FROM rule_row r
JOIN rule_book b ON b.check_ = 'dob' AND b.tables[1] = r.table_
JOIN rule_child c ON c.ret = r.ret AND c.child = r.child
WHERE r.dob <> c.dob
UNION ALL
SELECT r.table_, r.ret, r.file, r.row, 'CHILD', b.rule, r.first, r.last
FROM rule_row r
JOIN rule_book b ON b.check_ = 'once' AND b.tables[1] = r.table_
WHERE r.child IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY r.table_, r.ret, r.child) > 1
UNION ALL
SELECT 'uasc', u.ret, u.file, u.row, 'SEX', 'INT21', r.first, r.last
FROM uasc u
JOIN rule_ret r USING (ret)
JOIN rule_child c ON c.ret = u.ret AND c.child = u.child
WHERE u.sex <> c.sex;
