// A spin as one transaction: the same tables, rows and order as ../reference.cpp.
const CAMPAIGN = Number(process.env.CAMPAIGN);
const DAY = 20260301;
const POINTS = 10;
const WINS_OF_1000 = 999; // as in bench.yaml

export class Conflict extends Error {}

/** pool: of mysql2/promise. item: of the stock. Answers {answer, replayed}; throws what the database throws. */
export async function spin(pool, player, key, item) {
    const connection = await pool.getConnection();
    try {
        await connection.beginTransaction();
        const outcome = await spinWithin(connection, player, key, item);
        await connection.commit();
        return outcome;
    } catch (error) {
        await connection.rollback().catch(() => {});
        throw error;
    } finally {
        connection.release();
    }
}

async function spinWithin(connection, player, key, item) {
    const rows = async (sql, values) => (await connection.execute(sql, values))[0];

    const [locked] = await rows("SELECT id, version FROM player WHERE tenant = 'plain' AND external_id = ? FOR UPDATE", [player]);
    if (!locked) throw new Error(`there is no player ${player}`);
    const mine = [locked.id, CAMPAIGN];
    const [seen] = await rows('SELECT fingerprint, answer FROM request WHERE player_id = ? AND campaign_id = ? AND request_key = ?', [...mine, key]);
    if (seen && seen.fingerprint !== item) throw new Conflict('the key was used for something else');
    if (seen) return { answer: JSON.parse(seen.answer), replayed: true };

    const [value] = await rows("SELECT version FROM player_value WHERE player_id = ? AND campaign_id = ? AND name = 'progress'", mine);
    const number = (value?.version ?? 0) + 1;
    const now = Date.now();
    let seq = locked.version;

    // What the record says depends on whether the prize was there, so the stock is taken first.
    let won = Math.floor(Math.random() * 1000) < WINS_OF_1000;
    if (won) {
        const taken = await rows('UPDATE stock SET taken = taken + 1 WHERE campaign_id = ? AND item = ? AND day = 0 AND taken < total', [CAMPAIGN, item]);
        won = taken.affectedRows === 1;
    }
    const line = won
        ? { number, prize: item, award: { kind: 'points', currency: 'points', amount: POINTS }, free: true, pity: false, win: true }
        : { number, prize: 'thanks', award: { kind: 'none' }, free: true, pity: false, win: false };
    const text = JSON.stringify(line);

    const [account] = await rows("SELECT balance FROM account WHERE player_id = ? AND currency = 'points'", [locked.id]);
    const balance = (account?.balance ?? 0) + (won ? POINTS : 0);
    if (won) {
        await rows("INSERT INTO account (player_id, currency, balance) VALUES (?, 'points', ?) ON DUPLICATE KEY UPDATE balance = VALUES(balance)", [locked.id, balance]);
        await rows(
            "INSERT INTO entry (player_id, currency, seq, amount, balance_after, reason, campaign_id, action, at_ms) VALUES (?, 'points', ?, ?, ?, 'prize', ?, 'spin', ?)",
            [locked.id, ++seq, POINTS, balance, CAMPAIGN, now],
        );
    }
    await rows(
        "INSERT INTO record (player_id, campaign_id, kind, day, seq, at_ms, payload, draws) VALUES (?, ?, 'spin', ?, ?, ?, ?, '3:1 1000:500')",
        [...mine, DAY, ++seq, now, text],
    );
    await rows(
        "INSERT INTO player_value (player_id, campaign_id, name, version, body) VALUES (?, ?, 'progress', ?, ?) ON DUPLICATE KEY UPDATE version = VALUES(version), body = VALUES(body)",
        [...mine, number, JSON.stringify({ day: DAY, done: number, free: 0, losing: 0, today: number })],
    );
    if (won)
        await rows("INSERT INTO event (campaign_id, player_id, seq, topic, payload, at_ms) VALUES (?, ?, ?, 'prize.won', ?, ?)", [
            CAMPAIGN, locked.id, ++seq, text, now,
        ]);
    const answer = { spins: [line], player: { balance: { points: balance }, spins_done: number } };
    await rows(
        'INSERT INTO request (player_id, campaign_id, request_key, fingerprint, answer, version, revision, at_ms) VALUES (?, ?, ?, ?, ?, ?, 1, ?)',
        [...mine, key, item, JSON.stringify(answer), seq, now],
    );
    await rows('UPDATE player SET version = ? WHERE id = ?', [seq, locked.id]);
    return { answer, replayed: false };
}
