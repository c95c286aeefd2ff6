-- question: none: puts away what the rules shared
-- grain:    none
-- inputs:   the temporary tables of _open and _chain
DROP VIEW IF EXISTS rule_row;
DROP TABLE IF EXISTS rule_episode;
DROP TABLE IF EXISTS rule_child;
DROP TABLE IF EXISTS rule_fault;
DROP TABLE IF EXISTS rule_asked;
DROP TABLE IF EXISTS rule_ret;
DROP TABLE IF EXISTS rule_book;
