-- question: do our care leavers have a decent home?
-- grain:    one row per council, year's file and combination of dimensions; counts of care leavers
-- inputs:   temp.care_leaver, temp.label
-- Gone abroad, deported and residence not known (G, H, R) are rows too, under a category of their own: shares of
-- suitable homes leave it out of what they are of. The letter is the kind of home, the number whether it is suitable.
CREATE OR REPLACE TABLE snapshot.care_leaver_accommodation AS
WITH codes AS MATERIALIZED (
    SELECT
        map_from_entries(list((code, category)) FILTER (WHERE set_ = 'in_touch')) AS in_touch_codes,
        map_from_entries(list((
            code, CASE WHEN code[1] IN ('G', 'H', 'R') THEN 'Left out of the base' ELSE category END
        )) FILTER (WHERE set_ = 'accom')) AS accom_codes,
        map_from_entries(list((code, label)) FILTER (WHERE set_ = 'accom')) AS accom_kinds
    FROM label
)
SELECT
    l.area, l.month, l.form, l.age, l.age_years, l.sex, coalesce(in_touch_codes[l.in_touch], 'Not known') AS in_touch,
    coalesce(accom_codes[l.accom], 'Not known') AS accommodation,
    coalesce(accom_kinds[l.accom], 'Not known') AS accommodation_kind,
    count(*) AS young_people, count(*) FILTER (WHERE l.left_foster_care_at_18) AS left_foster_care_at_18
FROM care_leaver AS l CROSS JOIN codes
GROUP BY ALL
ORDER BY ALL
