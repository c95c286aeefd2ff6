-- question: what do people say of an indicator, and from when do its limits begin anew?
-- grain:    one row per note of a load
-- inputs:   none
CREATE TABLE note (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, indicator VARCHAR NOT NULL, month DATE NOT NULL,
    kind VARCHAR NOT NULL, text VARCHAR NOT NULL, who VARCHAR NOT NULL, due DATE, status VARCHAR, public BOOLEAN NOT NULL
)
