-- The keys of partners: who may ask for what, and how much. hash: of the secret, which nobody keeps.

CREATE TABLE IF NOT EXISTS token (
    id BIGINT NOT NULL AUTO_INCREMENT,
    hash VARCHAR(64) NOT NULL,
    partner VARCHAR(64) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    scopes VARCHAR(128) NOT NULL,
    per_second BIGINT NOT NULL,
    burst BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NULL,
    revoked_ms BIGINT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY token_hash (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
