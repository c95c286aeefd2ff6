-- question: which councils are made up, so that nothing of theirs can identify a child?
-- grain:    one more column of each area
-- inputs:   area
ALTER TABLE area ADD COLUMN synthetic BOOLEAN DEFAULT false
