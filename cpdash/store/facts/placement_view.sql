-- question: where do our children live, and which placements began and ended in each window?
-- grain:    one row per council, month, form and combination of dimensions
-- inputs:   placement_stock, placement_change, placement_window (all in the same database as the view)
CREATE OR REPLACE VIEW placement AS
SELECT
    area, month, 'snapshot' AS form, age, sex, ethnicity, legal_status, need, unaccompanied, placement, placement_code,
    provider, locality, distance, time_in_care, '' AS reason_for_change, '' AS ended_by, '' AS moved_to, in_care, single_placement,
    three_or_more_placements, long_term, long_term_stable, 0 AS placements_started, 0 AS placements_ended
FROM placement_stock
UNION ALL
SELECT
    c.area, w.month, w.form, c.age, c.sex, c.ethnicity, c.legal_status, c.need, c.unaccompanied, c.placement,
    c.placement_code, c.provider, c.locality, c.distance, c.time_in_care, c.reason_for_change, c.ended_by, c.moved_to, 0, 0, 0, 0, 0,
    c.placements_started, c.placements_ended
FROM placement_change AS c
JOIN placement_window AS w ON w.area = c.area AND w.changed = c.month
