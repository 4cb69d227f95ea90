-- Revisions that admins publish, who approved them, and which revision answers for whom.

-- The campaign's row of rollout that holds now; 0: none, what the campaign's file says is served.
ALTER TABLE campaign ADD COLUMN IF NOT EXISTS change_no BIGINT NOT NULL DEFAULT 0, ALGORITHM=INSTANT;

-- source: file, apply or console. yaml: the text as it was given; empty: it was a file of the host's folder.
ALTER TABLE revision ADD COLUMN IF NOT EXISTS author VARCHAR(64) NOT NULL DEFAULT '', ALGORITHM=INSTANT;
ALTER TABLE revision ADD COLUMN IF NOT EXISTS source VARCHAR(16) NOT NULL DEFAULT 'file', ALGORITHM=INSTANT;
ALTER TABLE revision ADD COLUMN IF NOT EXISTS note VARCHAR(512) NOT NULL DEFAULT '', ALGORITHM=INSTANT;
ALTER TABLE revision ADD COLUMN IF NOT EXISTS yaml MEDIUMTEXT NOT NULL DEFAULT '', ALGORITHM=INSTANT;
ALTER TABLE revision ADD COLUMN IF NOT EXISTS needs_approval TINYINT(1) NOT NULL DEFAULT 0, ALGORITHM=INSTANT;

-- What a second person said of a revision. No row: nobody yet.
CREATE TABLE IF NOT EXISTS approval (
    campaign_id BIGINT NOT NULL,
    number INT NOT NULL,
    approved TINYINT(1) NOT NULL,
    admin VARCHAR(64) NOT NULL,
    note VARCHAR(512) NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Reports of simulations; the newest of a revision counts.
CREATE TABLE IF NOT EXISTS simulation (
    campaign_id BIGINT NOT NULL,
    number INT NOT NULL,
    at_ms BIGINT NOT NULL,
    admin VARCHAR(64) NOT NULL,
    report MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, number, at_ms)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Every change of what a campaign serves, for ever: how it was from then on. live NULL: what its file says. body: the
-- rollout as JSON, empty: everybody has the live revision. change_no counts over all campaigns, in the order of commits.
CREATE TABLE IF NOT EXISTS rollout (
    campaign_id BIGINT NOT NULL,
    change_no BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    admin VARCHAR(64) NOT NULL,
    action VARCHAR(32) NOT NULL,
    reason VARCHAR(512) NOT NULL,
    live INT NULL,
    killed TINYINT(1) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, change_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- The number of the last change, by what changes. Who changes something holds the row until he commits.
CREATE TABLE IF NOT EXISTS change_counter (
    name VARCHAR(32) NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- How often a route of a campaign ("action spin") was called on a day (UTC, yyyymmdd).
CREATE TABLE IF NOT EXISTS route_use (
    campaign_id BIGINT NOT NULL,
    day INT NOT NULL,
    route VARCHAR(64) NOT NULL,
    uses BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, day, route)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- What a host counted of a revision up to a moment, since its sample before; kept while the campaign is rolled out.
CREATE TABLE IF NOT EXISTS revision_sample (
    campaign_id BIGINT NOT NULL,
    number INT NOT NULL,
    at_ms BIGINT NOT NULL,
    host VARCHAR(64) NOT NULL,
    figures MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, number, at_ms, host)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
