-- question: are our care leavers learning or working?
-- grain:    one row per council, year's file and combination of dimensions; counts of care leavers
-- inputs:   temp.care_leaver, temp.label
-- A blank or unknown code is 'Not known', and stays in what a share is of. Who died or returned home is left out of
-- that by the predicate on in_touch.
CREATE OR REPLACE TABLE snapshot.care_leaver_activity AS
WITH codes AS MATERIALIZED (
    SELECT
        map_from_entries(list((code, category)) FILTER (WHERE set_ = 'in_touch')) AS in_touch_codes,
        map_from_entries(list((code, category)) FILTER (WHERE set_ = 'activ')) AS activ_codes
    FROM label
)
SELECT
    l.area, l.month, l.form, l.age, l.age_years, l.sex, coalesce(in_touch_codes[l.in_touch], 'Not known') AS in_touch,
    coalesce(activ_codes[l.activ], 'Not known') AS activity, count(*) AS young_people
FROM care_leaver AS l CROSS JOIN codes
GROUP BY ALL
ORDER BY ALL
