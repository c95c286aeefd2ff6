-- question: whose publications and returns is the snapshot made from?
-- grain:    one row per publisher, the one whose file was loaded last first
-- inputs:   snapshot.load
CREATE TABLE snapshot.publisher AS
SELECT publisher AS name, max(id) AS newest
FROM (SELECT unnest(string_split(publisher, '; ')) AS publisher, id FROM snapshot.load)
GROUP BY publisher
ORDER BY newest DESC, name
