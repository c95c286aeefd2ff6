-- question: which categories does each dimension have?
-- grain:    one type per dimension; '' is for rows to which the dimension does not apply
-- inputs:   temp.label
-- One byte a value instead of words: grouping and storing millions of rows takes a fraction of the time.
CREATE TEMP TYPE IF NOT EXISTS sex_category AS ENUM (SELECT DISTINCT category FROM label WHERE set_ = 'sex' UNION SELECT unnest(['', 'Not known']));
CREATE TEMP TYPE IF NOT EXISTS ethnicity_category AS ENUM (
    SELECT DISTINCT category FROM label WHERE set_ = 'ethnic' UNION SELECT unnest(['', 'Refused or information not yet available']));
CREATE TEMP TYPE IF NOT EXISTS legal_status_category AS ENUM (SELECT DISTINCT category FROM label WHERE set_ = 'ls' UNION SELECT unnest(['', 'Not known']));
CREATE TEMP TYPE IF NOT EXISTS need_category AS ENUM (SELECT DISTINCT category FROM label WHERE set_ = 'cin' UNION SELECT unnest(['', 'Not known']));
CREATE TEMP TYPE IF NOT EXISTS placement_category AS ENUM (SELECT DISTINCT category FROM label WHERE set_ = 'place' UNION SELECT unnest(['', 'Not known']));
CREATE TEMP TYPE IF NOT EXISTS provider_category AS ENUM (
    SELECT DISTINCT category FROM label WHERE set_ = 'provider' UNION SELECT unnest(['', 'Placement provider not reported']));
CREATE TEMP TYPE IF NOT EXISTS reason_ceased_category AS ENUM (SELECT DISTINCT category FROM label WHERE set_ = 'rec' UNION SELECT unnest(['', 'Not known']));
CREATE TEMP TYPE IF NOT EXISTS reason_for_change_category AS ENUM (
    SELECT DISTINCT category FROM label WHERE set_ = 'reason_place_change' UNION SELECT unnest(['', 'Not recorded']));
CREATE TEMP TYPE IF NOT EXISTS locality_category AS ENUM (
    '', 'Not known', 'Placed inside the local authority boundary', 'Placed outside the local authority boundary');
CREATE TEMP TYPE IF NOT EXISTS distance_category AS ENUM (
    '', 'Distance not known or not recorded', 'Placed 20 miles or less from home', 'Placed more than 20 miles from home');
CREATE TEMP TYPE IF NOT EXISTS ended_by_category AS ENUM ('', 'Moved to another placement', 'Adopted', 'Left care another way');
CREATE TEMP TYPE IF NOT EXISTS code_category AS ENUM (SELECT DISTINCT code FROM label WHERE set_ = 'place' UNION SELECT '');
CREATE TEMP TYPE IF NOT EXISTS unaccompanied_category AS ENUM ('', 'Unaccompanied', 'Not unaccompanied');
CREATE TEMP TYPE IF NOT EXISTS age_category AS ENUM (
    '', 'Under 1 year', '1 to 4 years', '5 to 9 years', '10 to 15 years', '16 years and over', '16 years', '17 years',
    '18 years and over', 'Not known');
CREATE TEMP TYPE IF NOT EXISTS time_category AS ENUM (
    '', 'Under 6 months', '6 to 11 months', '1 to 2 years', '2 to 5 years', '5 years and over');
-- The same bands as the macros name, without a word being looked up for each row.
CREATE OR REPLACE TEMP MACRO age_category_of(age) AS CASE
    WHEN age IS NULL THEN 'Not known'::age_category WHEN age < 1 THEN 'Under 1 year'::age_category
    WHEN age < 5 THEN '1 to 4 years'::age_category WHEN age < 10 THEN '5 to 9 years'::age_category
    WHEN age < 16 THEN '10 to 15 years'::age_category ELSE '16 years and over'::age_category END;
CREATE OR REPLACE TEMP MACRO time_category_of(months) AS CASE
    WHEN months < 6 THEN 'Under 6 months'::time_category WHEN months < 12 THEN '6 to 11 months'::time_category
    WHEN months < 24 THEN '1 to 2 years'::time_category WHEN months < 60 THEN '2 to 5 years'::time_category
    ELSE '5 years and over'::time_category END;
CREATE OR REPLACE TEMP MACRO alone_or_not(alone) AS
    CASE WHEN alone THEN 'Unaccompanied'::unaccompanied_category ELSE 'Not unaccompanied'::unaccompanied_category END;
CREATE OR REPLACE TEMP TABLE legal_status_of AS SELECT code, category::legal_status_category AS legal_status FROM label WHERE set_ = 'ls';
CREATE OR REPLACE TEMP TABLE need_of AS SELECT code, category::need_category AS need FROM label WHERE set_ = 'cin';
CREATE OR REPLACE TEMP TABLE placement_of AS SELECT code, category::placement_category AS placement FROM label WHERE set_ = 'place';
CREATE OR REPLACE TEMP TABLE provider_of AS SELECT code, category::provider_category AS provider FROM label WHERE set_ = 'provider';
CREATE OR REPLACE TEMP TABLE reason_ceased_of AS SELECT code, category::reason_ceased_category AS reason FROM label WHERE set_ = 'rec';
CREATE OR REPLACE TEMP TABLE reason_for_change_of AS
SELECT code, category::reason_for_change_category AS reason FROM label WHERE set_ = 'reason_place_change'
