-- question: until when does a child count as unaccompanied?
-- grain:    one row per child of the UASC files; until is NULL while the status lasts
-- inputs:   temp.active, temp.child, return_uasc
CREATE OR REPLACE TEMP TABLE unaccompanied AS
SELECT c.key, u.duc AS until
FROM return_uasc AS u
JOIN active AS a ON a.ret = u.ret AND a.table_ = 'uasc'
JOIN child AS c ON c.area = a.area AND c.child = u.child
QUALIFY row_number() OVER (PARTITION BY c.key ORDER BY a.last DESC, a.ret DESC, u.row DESC) = 1
