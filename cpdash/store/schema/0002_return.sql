-- question: which returns were loaded for which council and days, and which rows do they hold?
-- grain:    one row per return; per file of a return; per row of a file (child-level: these never leave this database)
-- inputs:   load
CREATE SEQUENCE return_number START 1;

-- A return covers the days from first to last. One return may be several years, or a year up to a day.
CREATE TABLE return (
    id         INTEGER PRIMARY KEY,
    area       VARCHAR NOT NULL,
    first      DATE NOT NULL,
    last       DATE NOT NULL,
    sha256     VARCHAR NOT NULL,   -- of its files' names and contents together
    recipe     VARCHAR NOT NULL,
    loaded_at  TIMESTAMP NOT NULL,
    CHECK (first <= last)
);

-- Which load (file) gave which table of a return.
CREATE TABLE return_file (ret INTEGER NOT NULL, table_ VARCHAR NOT NULL, load INTEGER NOT NULL);

CREATE TABLE return_header (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, sex VARCHAR, dob DATE, ethnic VARCHAR, mother VARCHAR,
    mc_dob DATE
);
CREATE TABLE return_episodes (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, decom DATE, rne VARCHAR, ls VARCHAR, cin VARCHAR,
    place VARCHAR, place_provider VARCHAR, dec DATE, rec VARCHAR, reason_place_change VARCHAR, home_post VARCHAR,
    pl_post VARCHAR, urn VARCHAR, pl_distance DOUBLE, pl_location VARCHAR
);
CREATE TABLE return_reviews (ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, review DATE, review_code VARCHAR);
CREATE TABLE return_uasc (ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, duc DATE);
CREATE TABLE return_oc2 (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, sdq_score INTEGER, sdq_reason VARCHAR, convicted VARCHAR,
    health_check VARCHAR, immunisations VARCHAR, teeth_check VARCHAR, health_assessment VARCHAR,
    substance_misuse VARCHAR, intervention_received VARCHAR, intervention_offered VARCHAR
);
CREATE TABLE return_oc3 (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, dob DATE, in_touch VARCHAR, activ VARCHAR, accom VARCHAR
);
CREATE TABLE return_ad1 (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, date_int DATE, date_match DATE, foster_care VARCHAR,
    nb_adoptr VARCHAR, sex_adoptr VARCHAR, ls_adoptr VARCHAR
);
CREATE TABLE return_placed_adoption (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, date_placed DATE, date_placed_ceased DATE,
    reason_placed_ceased VARCHAR
);
CREATE TABLE return_prev_perm (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, prev_perm VARCHAR, la_perm VARCHAR, date_perm VARCHAR
);
CREATE TABLE return_missing (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, missing VARCHAR, mis_start DATE, mis_end DATE
);
CREATE TABLE return_sw_episodes (
    ret INTEGER, load INTEGER, row BIGINT, child VARCHAR, sw_id VARCHAR, sw_decom DATE, sw_dec DATE, sw_reason VARCHAR
);
CREATE TABLE return_mark (ret INTEGER, load INTEGER, rule VARCHAR, severity VARCHAR, first DATE, last DATE);

-- Supplied by the user: where a postcode lies, and which council it lies in.
CREATE TABLE postcode (load INTEGER NOT NULL, postcode VARCHAR NOT NULL, easting INTEGER, northing INTEGER, area VARCHAR);
