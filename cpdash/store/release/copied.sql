-- question: what was public before anything was counted here?
-- grain:    as in the service file
-- inputs:   snapshot.*, of a snapshot that is being published
-- What was found in a council's files and how many of its rows are faulty speaks of single children: those tables are
-- there, because the same queries run on both files, and empty.
CREATE TABLE public.area AS FROM snapshot.area;
CREATE TABLE public.neighbour AS FROM snapshot.neighbour;
CREATE TABLE public.population AS FROM snapshot.population;
CREATE TABLE public.publisher AS FROM snapshot.publisher;
CREATE TABLE public.statement AS FROM snapshot.statement;
CREATE TABLE public.judgement AS FROM snapshot.judgement;
CREATE TABLE public.home AS FROM snapshot.home;
CREATE TABLE public.home_judgement AS FROM snapshot.home_judgement;
CREATE TABLE public.action AS FROM snapshot.action;
CREATE TABLE public.meeting AS FROM snapshot.meeting;
CREATE TABLE public.note AS FROM snapshot.note WHERE public;
CREATE TABLE public.target AS FROM snapshot.target;
CREATE TABLE public.reconciliation AS FROM snapshot.reconciliation;
CREATE TABLE public.load AS SELECT * FROM snapshot.load WHERE family NOT IN ('scorecard', 'ssda903', 'notes');
CREATE TABLE public.restatement AS SELECT r.* FROM snapshot.restatement AS r SEMI JOIN public.load AS l ON l.id = r.load;
CREATE TABLE public.finding AS FROM snapshot.finding LIMIT 0;
CREATE TABLE public.fault_month AS FROM snapshot.fault_month LIMIT 0;
CREATE TABLE public.coverage AS FROM snapshot.coverage LIMIT 0;
CREATE TABLE public.figure AS
SELECT * FROM snapshot.figure WHERE family NOT IN ('scorecard', 'ssda903')
