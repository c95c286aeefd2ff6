-- question: what is known of each episode that its months in care share?
-- grain:    one row per episode
-- inputs:   temp.episode, temp.period, temp.spell, temp.child, temp.unaccompanied
CREATE OR REPLACE TEMP TABLE stay AS
SELECT
    e.line, e.key, e.area, e.decom, e.dec, e.ls, e.place, e.real_place, e.placement_code, e.legal_status, e.need, e.placement, e.provider,
    e.locality, e.distance, e.sound, p.starts AS period_starts, s.starts AS spell_starts, s.starts_before,
    s.one_before_m, s.two_before_m, s.in_order, c.dob, c.sex, c.ethnicity,
    -- The last month at whose end the child counts as unaccompanied.
    CASE WHEN u.key IS NULL THEN -1 WHEN u.until IS NULL THEN 999999 ELSE m_of(u.until) - 1 END AS alone_m
FROM episode AS e
JOIN period AS p ON p.key = e.key AND p.period = e.period
JOIN spell AS s ON s.key = e.key AND s.spell = e.spell
JOIN child AS c ON c.key = e.key
LEFT JOIN unaccompanied AS u ON u.key = e.key
