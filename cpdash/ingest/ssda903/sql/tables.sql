-- question: none; makes the tables that stand beside those of the files
-- grain:    one row per return; per table that a return has; per code and set; per row that is refused; per fault of a kept one
-- inputs:   none
CREATE TABLE ret (ret INTEGER, area VARCHAR, first DATE, last DATE, year INTEGER);
CREATE TABLE given (ret INTEGER, table_ VARCHAR);
CREATE TABLE code (set_ VARCHAR, code VARCHAR, first_year INTEGER, last_year INTEGER);
CREATE TABLE refused (
    table_ VARCHAR, ret INTEGER, file INTEGER, row BIGINT, "column" VARCHAR, rule VARCHAR, message VARCHAR
);
CREATE TABLE own_fault (
    table_ VARCHAR, ret INTEGER, file INTEGER, row BIGINT, "column" VARCHAR, rule VARCHAR, severity VARCHAR,
    message VARCHAR, first DATE, last DATE
);
CREATE VIEW fault AS SELECT * FROM own_fault;
