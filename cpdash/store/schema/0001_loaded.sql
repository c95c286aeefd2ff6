-- question: what has been loaded, from which file, and what was found in it?
-- grain:    one row per load, finding, restatement; and per row that a file gave
-- inputs:   none
CREATE SEQUENCE load_number START 1;

CREATE TABLE load (
    id            INTEGER PRIMARY KEY,
    loaded_at     TIMESTAMP NOT NULL,
    file          VARCHAR NOT NULL,
    sha256        VARCHAR NOT NULL,
    recipe        VARCHAR NOT NULL,   -- the catalogue it was read with: another catalogue reads the same file anew
    kind          VARCHAR NOT NULL,
    source        VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    licence       VARCHAR NOT NULL,
    family        VARCHAR NOT NULL,
    release       VARCHAR NOT NULL,
    priority      INTEGER NOT NULL,
    is_national   BOOLEAN NOT NULL,
    rows_read     BIGINT NOT NULL,
    rows_used     BIGINT NOT NULL,
    rows_left     BIGINT NOT NULL,
    rows_refused  BIGINT NOT NULL,
    data_as_at    DATE,
    CHECK (rows_read = rows_used + rows_left + rows_refused)
);

CREATE TABLE finding (
    load      INTEGER NOT NULL,
    severity  VARCHAR NOT NULL,
    file      VARCHAR NOT NULL,
    row       BIGINT,
    column_   VARCHAR,
    rule      VARCHAR NOT NULL,
    message   VARCHAR NOT NULL
);

-- A figure that this load changed, because its release is newer than the one it came from before.
CREATE TABLE restatement (
    load          INTEGER NOT NULL,
    area          VARCHAR NOT NULL,
    indicator     VARCHAR NOT NULL,
    form          VARCHAR NOT NULL,
    month         DATE NOT NULL,
    dimension     VARCHAR NOT NULL,
    category      VARCHAR NOT NULL,
    old_value     DOUBLE,
    new_value     DOUBLE,
    old_release   VARCHAR NOT NULL,
    new_release   VARCHAR NOT NULL
);

CREATE TABLE observation (
    load         INTEGER NOT NULL,
    row          BIGINT,
    area         VARCHAR NOT NULL,
    indicator    VARCHAR NOT NULL,
    form         VARCHAR NOT NULL,
    month        DATE NOT NULL,
    dimension    VARCHAR NOT NULL,
    category     VARCHAR NOT NULL,
    numerator    DOUBLE,
    denominator  DOUBLE,
    value        DOUBLE,
    status       VARCHAR NOT NULL,
    reason       VARCHAR,
    symbol       VARCHAR,
    basis        VARCHAR NOT NULL,
    note         VARCHAR,
    document     VARCHAR,
    -- Never a bare gap: what has no value says why.
    CHECK (value IS NOT NULL OR reason IS NOT NULL),
    CHECK (value IS NULL OR status NOT IN ('suppressed', 'missing'))
);

CREATE TABLE statement (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, indicator VARCHAR NOT NULL, month DATE NOT NULL,
    text VARCHAR NOT NULL, document VARCHAR
);
CREATE TABLE population (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, year INTEGER NOT NULL, people BIGINT
);
CREATE TABLE neighbour (
    load INTEGER NOT NULL, model INTEGER NOT NULL, area VARCHAR NOT NULL, rank INTEGER NOT NULL,
    neighbour VARCHAR NOT NULL, closeness VARCHAR
);
CREATE TABLE area (
    load INTEGER NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, region VARCHAR,
    dfe_number VARCHAR, current BOOLEAN NOT NULL, other_names VARCHAR
);
CREATE TABLE judgement (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, inspected DATE NOT NULL, published DATE, inspection VARCHAR,
    aspect VARCHAR NOT NULL, grade VARCHAR
);
CREATE TABLE home (
    load INTEGER NOT NULL, urn VARCHAR NOT NULL, area VARCHAR NOT NULL, provision VARCHAR, sector VARCHAR,
    status VARCHAR, places INTEGER, inspected DATE, grade VARCHAR, as_at DATE
);
CREATE TABLE home_judgement (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, home VARCHAR NOT NULL, as_at DATE NOT NULL, grade VARCHAR,
    document VARCHAR, note VARCHAR
);
CREATE TABLE action (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, plan VARCHAR, priority VARCHAR, action VARCHAR NOT NULL,
    lead VARCHAR, due VARCHAR, status VARCHAR, status_date VARCHAR, success_measure VARCHAR, indicator VARCHAR,
    document VARCHAR
);
CREATE TABLE meeting (
    load INTEGER NOT NULL, area VARCHAR NOT NULL, day DATE NOT NULL, form VARCHAR, item VARCHAR, document VARCHAR
);
