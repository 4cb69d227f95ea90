-- Balances that expire, leaderboards, scheduled work.

-- NULL: nothing of the account expires. Else when its first lot does: only then has anyone to look for lots.
ALTER TABLE account ADD COLUMN IF NOT EXISTS next_expiry_ms BIGINT NULL, ALGORITHM=INSTANT;
ALTER TABLE entry ADD COLUMN IF NOT EXISTS expires_ms BIGINT NULL, ALGORITHM=INSTANT;

-- What is left of a balance that expires at a moment. The rest of the account's balance never does.
CREATE TABLE IF NOT EXISTS lot (
    player_id BIGINT NOT NULL,
    currency VARCHAR(48) NOT NULL,
    expires_ms BIGINT NOT NULL,
    left_amount BIGINT NOT NULL,
    PRIMARY KEY (player_id, currency, expires_ms)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- at_ms: when the player reached the score. Equal scores stand in that order.
CREATE TABLE IF NOT EXISTS board (
    campaign_id BIGINT NOT NULL,
    board VARCHAR(48) NOT NULL,
    player_id BIGINT NOT NULL,
    score BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, board, player_id),
    KEY board_best (campaign_id, board, score DESC, at_ms, player_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- One run of a campaign's job. cursor_player: the last player that is done. finished_ms NULL: under way.
CREATE TABLE IF NOT EXISTS job (
    campaign_id BIGINT NOT NULL,
    name VARCHAR(48) NOT NULL,
    day INT NOT NULL,
    due_ms BIGINT NOT NULL,
    cursor_player BIGINT NOT NULL,
    done BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    started_ms BIGINT NOT NULL,
    finished_ms BIGINT NULL,
    PRIMARY KEY (campaign_id, name, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- A job goes through the players of a campaign by their ids.
ALTER TABLE player_value ADD INDEX IF NOT EXISTS player_value_campaign (campaign_id, player_id), ALGORITHM=INPLACE, LOCK=NONE;
