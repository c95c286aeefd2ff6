-- question: how is each indicator read from a fact table, and what does each part of it add up to?
-- grain:    derived_reading: one row per indicator and form; derived_need: one per set of needs and need in it;
--           derived_sum: one per part (a measure with its predicates), council, form and month
-- inputs:   none; the rows come from the catalogue and the fact tables
-- rows is the form of the fact's rows, looks_back the months behind a figure (0: none before its own window begins).
CREATE OR REPLACE TEMP TABLE derived_reading (
    indicator VARCHAR, form VARCHAR, rows VARCHAR, needs VARCHAR, looks_back INTEGER, numerator INTEGER,
    denominator INTEGER, per_population BOOLEAN, factor DOUBLE, divisor DOUBLE
);
CREATE OR REPLACE TEMP TABLE derived_need (needs VARCHAR, need VARCHAR);
CREATE OR REPLACE TEMP TABLE derived_sum (part INTEGER, area VARCHAR, form VARCHAR, month DATE, total DOUBLE)
