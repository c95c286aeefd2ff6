-- question: what was aimed at, for which months, and by whom?
-- grain:    one row per indicator, area ('all' = every council) and run of months
-- inputs:   none; the rows come from the catalogue
CREATE TABLE snapshot.target (
    indicator VARCHAR, area VARCHAR, from_month DATE, to_month DATE, value DOUBLE, tolerance DOUBLE,
    owner VARCHAR, reason VARCHAR, source VARCHAR
)
