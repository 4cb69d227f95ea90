-- The foundation. What a column means stands in host/store/README.md. Names compare byte by byte (nopad: 'ann' is not
-- 'ann '), as they do on SQLite.

CREATE TABLE IF NOT EXISTS schema_migration (
    number INT NOT NULL,
    name VARCHAR(64) NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    applied_ms BIGINT NOT NULL,
    PRIMARY KEY (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS player (
    id BIGINT NOT NULL AUTO_INCREMENT,
    tenant VARCHAR(32) NOT NULL,
    external_id VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY player_external (tenant, external_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS account (
    player_id BIGINT NOT NULL,
    currency VARCHAR(48) NOT NULL,
    balance BIGINT NOT NULL,
    PRIMARY KEY (player_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS entry (
    player_id BIGINT NOT NULL,
    currency VARCHAR(48) NOT NULL,
    seq BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    balance_after BIGINT NOT NULL,
    reason VARCHAR(64) NOT NULL,
    campaign_id BIGINT NOT NULL,
    action VARCHAR(48) NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (player_id, currency, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS record (
    player_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    kind VARCHAR(48) NOT NULL,
    day INT NOT NULL,
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    draws MEDIUMTEXT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, kind, day, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS player_value (
    player_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    name VARCHAR(48) NOT NULL,
    version BIGINT NOT NULL,
    body MEDIUMTEXT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS player_state (
    player_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    machine VARCHAR(48) NOT NULL,
    state VARCHAR(48) NOT NULL,
    PRIMARY KEY (player_id, campaign_id, machine)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS request (
    player_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    request_key VARCHAR(128) NOT NULL,
    fingerprint VARCHAR(128) NOT NULL,
    answer MEDIUMTEXT NOT NULL,
    version BIGINT NOT NULL,
    revision INT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (player_id, campaign_id, request_key),
    KEY request_at (at_ms)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS event (
    id BIGINT NOT NULL AUTO_INCREMENT,
    campaign_id BIGINT NOT NULL,
    player_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    topic VARCHAR(64) NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS stock (
    campaign_id BIGINT NOT NULL,
    item VARCHAR(48) NOT NULL,
    day INT NOT NULL,
    total BIGINT NULL,
    taken BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, item, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS tally (
    campaign_id BIGINT NOT NULL,
    name VARCHAR(48) NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS coupon (
    id BIGINT NOT NULL AUTO_INCREMENT,
    campaign_id BIGINT NOT NULL,
    pool VARCHAR(48) NOT NULL,
    code VARCHAR(128) NOT NULL,
    player_id BIGINT NULL,
    taken_ms BIGINT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY coupon_code (campaign_id, pool, code),
    KEY coupon_free (campaign_id, pool, player_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS campaign (
    id BIGINT NOT NULL AUTO_INCREMENT,
    name VARCHAR(64) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    paused TINYINT(1) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY campaign_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS revision (
    campaign_id BIGINT NOT NULL,
    number INT NOT NULL,
    plugin VARCHAR(64) NOT NULL,
    plugin_version VARCHAR(32) NOT NULL,
    config MEDIUMTEXT NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    published_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS writer_mark (
    id BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS lease (
    name VARCHAR(64) NOT NULL,
    holder VARCHAR(128) NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
