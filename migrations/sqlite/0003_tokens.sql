-- The keys of partners, as in ../mariadb.

CREATE TABLE IF NOT EXISTS token (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    hash VARCHAR(64) NOT NULL,
    partner VARCHAR(64) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    scopes VARCHAR(128) NOT NULL,
    per_second INTEGER NOT NULL,
    burst INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NULL,
    revoked_ms INTEGER NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS token_hash ON token (hash);
