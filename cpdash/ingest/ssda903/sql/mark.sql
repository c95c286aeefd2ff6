-- question: which days of the return does each fault touch?
-- grain:    one row per fault; those that touch no day that the return covers are left out
-- inputs:   fault, ret. A fault without days touches the whole return.
SELECT f.ret, f.file, f.rule, f.severity, greatest(coalesce(f.first, r.first), r.first) AS first,
    least(coalesce(f.last, r.last), r.last) AS last
FROM fault AS f
JOIN ret AS r USING (ret)
WHERE coalesce(f.first, r.first) <= r.last AND coalesce(f.last, r.last) >= r.first
    AND coalesce(f.first, r.first) <= coalesce(f.last, r.last)
