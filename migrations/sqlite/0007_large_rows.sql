-- Rows that are large go back beside their key. A table WITHOUT ROWID is one tree with whole rows at every level: with
-- answers and payloads of some hundred bytes six fit on a page, so the tree is deep, and each new row splits pages in
-- its middle. With a rowid the rows are written one behind the other, and the key is a small tree of its own.

CREATE TABLE IF NOT EXISTS record_anew (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    kind VARCHAR(48) NOT NULL,
    day INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    draws MEDIUMTEXT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, kind, day, seq)
);
INSERT INTO record_anew (player_id, campaign_id, kind, day, seq, at_ms, payload, draws)
    SELECT player_id, campaign_id, kind, day, seq, at_ms, payload, draws FROM record;
DROP TABLE record;
ALTER TABLE record_anew RENAME TO record;

CREATE TABLE IF NOT EXISTS request_anew (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    request_key VARCHAR(128) NOT NULL,
    fingerprint VARCHAR(128) NOT NULL,
    answer MEDIUMTEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (player_id, campaign_id, request_key)
);
INSERT INTO request_anew (player_id, campaign_id, request_key, fingerprint, answer, version, revision, at_ms)
    SELECT player_id, campaign_id, request_key, fingerprint, answer, version, revision, at_ms FROM request;
DROP TABLE request;
ALTER TABLE request_anew RENAME TO request;
CREATE INDEX IF NOT EXISTS request_at ON request (at_ms);
