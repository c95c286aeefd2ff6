-- question: which stays were short breaks (legal status V3, V4), which nearly every figure leaves out?
-- grain:    one row per child and start date
-- inputs:   temp.merged
CREATE OR REPLACE TEMP TABLE short_break AS SELECT key, decom, dec FROM merged WHERE ls IN ('V3', 'V4')
