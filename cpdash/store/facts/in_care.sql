-- question: which children were in care on the last day of each month, and on which episode?
-- grain:    one row per child and month; under 18, or of unknown age (those past 18 are counted apart)
-- inputs:   temp.stay, temp.month
-- An episode [decom, dec) is there at the end of the months from that of decom to the one before that of dec. Where a
-- fault leaves two episodes on one day, the later start wins (SSDA903 reference, S5).
CREATE OR REPLACE TEMP TABLE in_care_at AS
WITH span AS (SELECT area, min(m) AS first_m, max(m) AS last_m FROM month GROUP BY area),
faulty AS (SELECT DISTINCT key FROM stay WHERE NOT sound),
episodes AS (
    SELECT
        s.line, s.key, s.area, greatest(m_of(s.decom), span.first_m) AS from_m,
        -- Not from the eighteenth birthday on; where that falls on 29 February, from 1 March on.
        least(coalesce(m_of(s.dec) - 1, span.last_m), span.last_m, coalesce(grown_m(s.dob) - 1, span.last_m)) AS to_m
    FROM stay AS s JOIN span ON span.area = s.area
), each AS (
    SELECT line, key, area, unnest(range(from_m, to_m + 1))::INTEGER AS m
    FROM episodes ANTI JOIN faulty ON faulty.key = episodes.key WHERE from_m <= to_m
    UNION ALL
    SELECT max(line), key, area, m FROM (
        SELECT line, key, area, unnest(range(from_m, to_m + 1))::INTEGER AS m
        FROM episodes SEMI JOIN faulty ON faulty.key = episodes.key WHERE from_m <= to_m
    ) GROUP BY key, area, m
)
SELECT line, m FROM each SEMI JOIN month ON month.area = each.area AND month.m = each.m;

CREATE OR REPLACE TEMP VIEW in_care AS
SELECT
    i.m, age_at_end(s.dob, i.m)::TINYINT AS age, i.m <= s.alone_m AS alone,
    s.* EXCLUDE (line, decom, dec, sound, dob, alone_m)
FROM in_care_at AS i JOIN stay AS s ON s.line = i.line
