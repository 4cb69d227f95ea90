-- The feed of events for partners, as in ../mariadb.

ALTER TABLE event ADD COLUMN tenant VARCHAR(32) NULL;
ALTER TABLE event ADD COLUMN place INTEGER NULL;
CREATE INDEX IF NOT EXISTS event_feed ON event (tenant, place);
CREATE INDEX IF NOT EXISTS event_topic ON event (tenant, topic, place);

CREATE TABLE IF NOT EXISTS feed (
    name VARCHAR(48) NOT NULL PRIMARY KEY,
    last_place INTEGER NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO feed (name, last_place) VALUES ('event', 0);
