-- Admins, their logins and tokens, and the trail, as in ../mariadb. The trail can only be added to.

CREATE TABLE IF NOT EXISTS admin (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(64) NOT NULL,
    role VARCHAR(16) NOT NULL,
    tenant VARCHAR(32) NULL,
    password VARCHAR(128) NOT NULL,
    totp VARCHAR(256) NULL,
    totp_pending VARCHAR(256) NULL,
    totp_step INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NULL,
    disabled_ms INTEGER NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS admin_name ON admin (name);

CREATE TABLE IF NOT EXISTS admin_session (
    hash VARCHAR(64) NOT NULL,
    admin_id INTEGER NOT NULL,
    address VARCHAR(64) NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (hash)
);
CREATE INDEX IF NOT EXISTS admin_session_admin ON admin_session (admin_id);
CREATE INDEX IF NOT EXISTS admin_session_expires ON admin_session (expires_ms);

ALTER TABLE token ADD COLUMN role VARCHAR(16) NULL;

CREATE TABLE IF NOT EXISTS audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    admin VARCHAR(64) NOT NULL,
    role VARCHAR(16) NOT NULL,
    address VARCHAR(64) NOT NULL,
    action VARCHAR(64) NOT NULL,
    target VARCHAR(160) NOT NULL,
    campaign VARCHAR(64) NULL,
    tenant VARCHAR(32) NULL,
    outcome VARCHAR(64) NOT NULL,
    detail MEDIUMTEXT NULL,
    before_json MEDIUMTEXT NULL,
    after_json MEDIUMTEXT NULL,
    trace VARCHAR(32) NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_campaign ON audit (campaign, id);
CREATE INDEX IF NOT EXISTS audit_admin ON audit (admin, id);
CREATE INDEX IF NOT EXISTS audit_tenant ON audit (tenant, id);
CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail can only be added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_not_thinned BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail can only be added to'); END;
