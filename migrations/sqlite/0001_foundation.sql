-- The foundation, as in ../mariadb: the same tables, columns and indexes. Tables with a natural key are stored in its
-- order (WITHOUT ROWID).

CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER NOT NULL,
    name VARCHAR(64) NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    applied_ms INTEGER NOT NULL,
    PRIMARY KEY (number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS player (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    tenant VARCHAR(32) NOT NULL,
    external_id VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS player_external ON player (tenant, external_id);

CREATE TABLE IF NOT EXISTS account (
    player_id INTEGER NOT NULL,
    currency VARCHAR(48) NOT NULL,
    balance INTEGER NOT NULL,
    PRIMARY KEY (player_id, currency)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS entry (
    player_id INTEGER NOT NULL,
    currency VARCHAR(48) NOT NULL,
    seq INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    balance_after INTEGER NOT NULL,
    reason VARCHAR(64) NOT NULL,
    campaign_id INTEGER NOT NULL,
    action VARCHAR(48) NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (player_id, currency, seq)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS record (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    kind VARCHAR(48) NOT NULL,
    day INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    draws MEDIUMTEXT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, kind, day, seq)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS player_value (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    name VARCHAR(48) NOT NULL,
    version INTEGER NOT NULL,
    body MEDIUMTEXT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS player_state (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    machine VARCHAR(48) NOT NULL,
    state VARCHAR(48) NOT NULL,
    PRIMARY KEY (player_id, campaign_id, machine)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS request (
    player_id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    request_key VARCHAR(128) NOT NULL,
    fingerprint VARCHAR(128) NOT NULL,
    answer MEDIUMTEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (player_id, campaign_id, request_key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS request_at ON request (at_ms);

CREATE TABLE IF NOT EXISTS event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL,
    player_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    topic VARCHAR(64) NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    at_ms INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS stock (
    campaign_id INTEGER NOT NULL,
    item VARCHAR(48) NOT NULL,
    day INTEGER NOT NULL,
    total INTEGER NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, item, day)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tally (
    campaign_id INTEGER NOT NULL,
    name VARCHAR(48) NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS coupon (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL,
    pool VARCHAR(48) NOT NULL,
    code VARCHAR(128) NOT NULL,
    player_id INTEGER NULL,
    taken_ms INTEGER NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS coupon_code ON coupon (campaign_id, pool, code);
CREATE INDEX IF NOT EXISTS coupon_free ON coupon (campaign_id, pool, player_id, id);

CREATE TABLE IF NOT EXISTS campaign (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(64) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    paused INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS campaign_name ON campaign (name);

CREATE TABLE IF NOT EXISTS revision (
    campaign_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    plugin VARCHAR(64) NOT NULL,
    plugin_version VARCHAR(32) NOT NULL,
    config MEDIUMTEXT NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    published_ms INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS writer_mark (
    id INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS lease (
    name VARCHAR(64) NOT NULL,
    holder VARCHAR(128) NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID;
