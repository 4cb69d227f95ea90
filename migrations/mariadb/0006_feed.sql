-- The feed of events for partners: in which order they were committed, found out afterwards (docs/adr/0020-feed.md).

-- tenant and place are NULL until then.
ALTER TABLE event ADD COLUMN IF NOT EXISTS tenant VARCHAR(32) NULL, ALGORITHM=INSTANT;
ALTER TABLE event ADD COLUMN IF NOT EXISTS place BIGINT NULL, ALGORITHM=INSTANT;
ALTER TABLE event ADD INDEX IF NOT EXISTS event_feed (tenant, place), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE event ADD INDEX IF NOT EXISTS event_topic (tenant, topic, place), ALGORITHM=INPLACE, LOCK=NONE;

-- One row: its lock lets one host at a time give places, and it remembers the last.
CREATE TABLE IF NOT EXISTS feed (
    name VARCHAR(48) NOT NULL,
    last_place BIGINT NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT IGNORE INTO feed (name, last_place) VALUES ('event', 0);
