-- Revisions that admins publish, who approved them, and which revision answers for whom.

-- The campaign's row of rollout that holds now; 0: none, what the campaign's file says is served.
ALTER TABLE campaign ADD COLUMN change_no INTEGER NOT NULL DEFAULT 0;

-- source: file, apply or console. yaml: the text as it was given; empty: it was a file of the host's folder.
ALTER TABLE revision ADD COLUMN author VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN source VARCHAR(16) NOT NULL DEFAULT 'file';
ALTER TABLE revision ADD COLUMN note VARCHAR(512) NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN yaml MEDIUMTEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN needs_approval INTEGER NOT NULL DEFAULT 0;

-- What a second person said of a revision. No row: nobody yet.
CREATE TABLE IF NOT EXISTS approval (
    campaign_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    approved INTEGER NOT NULL,
    admin VARCHAR(64) NOT NULL,
    note VARCHAR(512) NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, number)
);

-- Reports of simulations; the newest of a revision counts.
CREATE TABLE IF NOT EXISTS simulation (
    campaign_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    admin VARCHAR(64) NOT NULL,
    report MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, number, at_ms)
);

-- Every change of what a campaign serves, for ever: how it was from then on. live NULL: what its file says. body: the
-- rollout as JSON, empty: everybody has the live revision. change_no counts over all campaigns, in the order of commits.
CREATE TABLE IF NOT EXISTS rollout (
    campaign_id INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    admin VARCHAR(64) NOT NULL,
    action VARCHAR(32) NOT NULL,
    reason VARCHAR(512) NOT NULL,
    live INTEGER NULL,
    killed INTEGER NOT NULL,
    body MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, change_no)
);

-- The number of the last change, by what changes. Who changes something holds the row until he commits.
CREATE TABLE IF NOT EXISTS change_counter (
    name VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (name)
);

-- How often a route of a campaign ("action spin") was called on a day (UTC, yyyymmdd).
CREATE TABLE IF NOT EXISTS route_use (
    campaign_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    route VARCHAR(64) NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, day, route)
);

-- What a host counted of a revision up to a moment, since its sample before; kept while the campaign is rolled out.
CREATE TABLE IF NOT EXISTS revision_sample (
    campaign_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    host VARCHAR(64) NOT NULL,
    figures MEDIUMTEXT NOT NULL,
    PRIMARY KEY (campaign_id, number, at_ms, host)
);
