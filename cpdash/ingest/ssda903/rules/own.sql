-- question: what do the Department's rules let through that a figure would leave out without a word? (BLANK, CODE)
-- grain:    one row per row of a file, column and rule
-- inputs:   the staged tables, rule_episode, code, rule_ret
INSERT INTO rule_fault
-- Columns that may not be blank, and whose rules look only at what is filled.
SELECT 'episodes', ret, file, row, 'RNE', 'BLANK', first_day, last_day FROM rule_episode WHERE rne IS NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'LS', 'BLANK', first_day, last_day FROM rule_episode WHERE ls IS NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'CIN', 'BLANK', first_day, last_day FROM rule_episode WHERE cin IS NULL
UNION ALL
SELECT 'episodes', ret, file, row, 'PLACE', 'BLANK', first_day, last_day FROM rule_episode WHERE place IS NULL
UNION ALL
SELECT 'reviews', ret, file, row, 'REVIEW', 'BLANK', first, last
FROM reviews JOIN rule_ret USING (ret)
WHERE review_text IS NULL
UNION ALL
SELECT 'reviews', ret, file, row, 'REVIEW_CODE', 'BLANK', from_day(review, first, last), to_day(review, first, last)
FROM reviews JOIN rule_ret USING (ret)
WHERE review_code IS NULL
UNION ALL
SELECT 'oc3', ret, file, row, 'DOB', 'BLANK', first, last FROM oc3 JOIN rule_ret USING (ret) WHERE dob_text IS NULL
UNION ALL
-- Codes that no other rule reads.
SELECT
    v.table_, v.ret, v.file, v.row, v.column_, 'CODE',
    from_day(v.day, r.first, r.last), to_day(v.day, r.first, r.last)
FROM (
    SELECT 'header' AS table_, ret, file, row, 'MOTHER' AS column_, 'flag' AS set_, mother AS code, NULL::DATE AS day
    FROM header
    UNION ALL
    SELECT 'reviews', ret, file, row, 'REVIEW_CODE', 'review_code', review_code, review FROM reviews
    UNION ALL
    SELECT 'oc2', ret, file, row, 'SDQ_REASON', 'sdq_reason', sdq_reason, NULL FROM oc2
    UNION ALL
    SELECT 'ad1', ret, file, row, 'FOSTER_CARE', 'flag', foster_care, NULL FROM ad1
    UNION ALL
    SELECT 'ad1', ret, file, row, 'NB_ADOPTR', 'nb_adoptr', nb_adoptr, NULL FROM ad1
    UNION ALL
    SELECT 'ad1', ret, file, row, 'SEX_ADOPTR', 'sex_adoptr', sex_adoptr, NULL FROM ad1
    UNION ALL
    SELECT 'ad1', ret, file, row, 'LS_ADOPTR', 'ls_adoptr', ls_adoptr, NULL FROM ad1
    UNION ALL
    SELECT
        'placed_adoption', ret, file, row, 'REASON_PLACED_CEASED', 'reason_placed_ceased', reason_placed_ceased,
        date_placed
    FROM placed_adoption
    UNION ALL
    SELECT 'prev_perm', ret, file, row, 'PREV_PERM', 'prev_perm', prev_perm, NULL FROM prev_perm
    UNION ALL
    SELECT 'sw_episodes', ret, file, row, 'SW_REASON', 'sw_reason', sw_reason, sw_decom FROM sw_episodes
) v
JOIN rule_ret r USING (ret)
ANTI JOIN code c
    ON c.set_ = v.set_ AND c.code = v.code AND c.first_year <= r.last_year AND c.last_year >= r.first_year
WHERE v.code IS NOT NULL;
