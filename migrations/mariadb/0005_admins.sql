-- Admins: who they are, their console logins, their tokens (role is set on a token that is an admin's), and the trail of what they did.
-- totp, totp_pending: sealed with a key that is not here. hash of a session and of a token: of a secret that nobody keeps.

CREATE TABLE IF NOT EXISTS admin (
    id BIGINT NOT NULL AUTO_INCREMENT,
    name VARCHAR(64) NOT NULL,
    role VARCHAR(16) NOT NULL,
    tenant VARCHAR(32) NULL,
    password VARCHAR(128) NOT NULL,
    totp VARCHAR(256) NULL,
    totp_pending VARCHAR(256) NULL,
    totp_step BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NULL,
    disabled_ms BIGINT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY admin_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS admin_session (
    hash VARCHAR(64) NOT NULL,
    admin_id BIGINT NOT NULL,
    address VARCHAR(64) NOT NULL,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY (hash),
    KEY admin_session_admin (admin_id),
    KEY admin_session_expires (expires_ms)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

ALTER TABLE token ADD COLUMN IF NOT EXISTS role VARCHAR(16) NULL, ALGORITHM=INSTANT;

CREATE TABLE IF NOT EXISTS audit (
    id BIGINT NOT NULL AUTO_INCREMENT,
    at_ms BIGINT NOT NULL,
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
    trace VARCHAR(32) NOT NULL,
    PRIMARY KEY (id),
    KEY audit_campaign (campaign, id),
    KEY audit_admin (admin, id),
    KEY audit_tenant (tenant, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- The trail can only be added to. Who may not make triggers goes on without them: docs/admins.md.
BEGIN NOT ATOMIC
    DECLARE CONTINUE HANDLER FOR 1142, 1227, 1419 BEGIN END;
    EXECUTE IMMEDIATE 'CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE UPDATE ON audit FOR EACH ROW SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the audit trail can only be added to''';
    EXECUTE IMMEDIATE 'CREATE TRIGGER IF NOT EXISTS audit_not_thinned BEFORE DELETE ON audit FOR EACH ROW SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ''the audit trail can only be added to''';
END;
