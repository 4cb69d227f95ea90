-- Balances that expire, leaderboards, scheduled work, as in ../mariadb.

ALTER TABLE account ADD COLUMN next_expiry_ms INTEGER NULL;
ALTER TABLE entry ADD COLUMN expires_ms INTEGER NULL;

CREATE TABLE IF NOT EXISTS lot (
    player_id INTEGER NOT NULL,
    currency VARCHAR(48) NOT NULL,
    expires_ms INTEGER NOT NULL,
    left_amount INTEGER NOT NULL,
    PRIMARY KEY (player_id, currency, expires_ms)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS board (
    campaign_id INTEGER NOT NULL,
    board VARCHAR(48) NOT NULL,
    player_id INTEGER NOT NULL,
    score INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, board, player_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS board_best ON board (campaign_id, board, score DESC, at_ms, player_id);

CREATE TABLE IF NOT EXISTS job (
    campaign_id INTEGER NOT NULL,
    name VARCHAR(48) NOT NULL,
    day INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    cursor_player INTEGER NOT NULL,
    done INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER NULL,
    PRIMARY KEY (campaign_id, name, day)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS player_value_campaign ON player_value (campaign_id, player_id);
