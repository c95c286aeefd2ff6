-- question: how far do national sources agree with each other?
-- grain:    one row per indicator, breakdown and pair of sources, the worst first
-- inputs:   none
SELECT indicator, dimension, one, other, points, differing FROM reconciliation ORDER BY differing DESC, indicator
