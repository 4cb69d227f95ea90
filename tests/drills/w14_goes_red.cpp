// A drill that cannot fail is worth nothing: here effects are doubled and lost by hand, and the recount must say so.
#include <gmock/gmock.h>

#include "drills/storm.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::IsEmpty;
using testing::StartsWith;

struct Damage {
    const char* what;
    const char* rule;  // that must notice
    const char* sql;
};

constexpr Damage damages[]{
    {"an entry is doubled", "balance",
     "INSERT INTO entry SELECT player_id, currency, seq + 1000000, amount, balance_after, reason, campaign_id, action, "
     "at_ms, expires_ms FROM entry ORDER BY player_id, currency, seq LIMIT 1"},
    {"a balance is raised", "balance",
     "UPDATE account SET balance = balance + 10 WHERE player_id = (SELECT * FROM (SELECT MIN(player_id) FROM account) "
     "AS a)"},
    {"a piece is taken that nobody won", "stock", "UPDATE stock SET taken = taken + 1 WHERE item = 'mug' AND day = 0"},
    {"a piece of the day is given back", "stock",
     "UPDATE stock SET taken = taken - 1 WHERE item = 'badge' AND day > 0"},
    {"a turn is recorded twice", "records",
     "INSERT INTO record SELECT player_id, campaign_id, kind, day, seq + 1000000, at_ms, payload, draws FROM record "
     "ORDER BY player_id, seq LIMIT 1"},
    {"an acknowledged turn is lost", "records",
     "DELETE FROM record WHERE at_ms = (SELECT * FROM (SELECT MIN(at_ms) FROM record) AS r)"},
    {"a spin is done again under another key", "request",
     "INSERT INTO request SELECT player_id, campaign_id, 'again', fingerprint, answer, version, revision, at_ms "
     "FROM request ORDER BY player_id, request_key LIMIT 1"},
    {"an acknowledged key is lost", "request",
     "DELETE FROM request WHERE at_ms = (SELECT * FROM (SELECT MIN(at_ms) FROM request) AS r)"},
    {"a stored answer is another one", "request",
     "UPDATE request SET answer = '{}' WHERE at_ms = (SELECT * FROM (SELECT MIN(at_ms) FROM request) AS r)"},
    {"a given code is free again", "coupon",
     "UPDATE coupon SET player_id = NULL, taken_ms = NULL WHERE code = 'TEA-0'"},
    {"a code is somebody else's", "coupon", "UPDATE coupon SET player_id = player_id + 1 WHERE code = 'TEA-0'"},
    {"a win is told twice", "event",
     "INSERT INTO event (campaign_id, player_id, seq, topic, payload, at_ms) SELECT campaign_id, player_id, seq, "
     "topic, "
     "payload, at_ms FROM event WHERE topic = 'prize.won' ORDER BY id LIMIT 1"},
};

// What the program's own audit must notice, and how to make it good again.
struct AuditedDamage {
    const char* what;
    const char* sql;
    const char* remedy;
};
constexpr AuditedDamage audited[]{
    {"an entry is doubled", damages[0].sql, "DELETE FROM entry WHERE seq > 1000000"},
    {"a balance is raised", damages[1].sql,
     "UPDATE account SET balance = balance - 10 WHERE player_id = (SELECT * FROM (SELECT MIN(player_id) FROM account) "
     "AS a)"},
    {"a turn is recorded twice", damages[4].sql, "DELETE FROM record WHERE seq > 1000000"},
    {"more is taken than there was", "UPDATE stock SET taken = taken + 100000 WHERE item = 'mug'",
     "UPDATE stock SET taken = taken - 100000 WHERE item = 'mug'"},
};

void expect_red_for_every_damage(Storm& storm) {
    storm.round(500ms, [] {});
    const auto sql = storm.sql();
    ASSERT_THAT(storm.recount(*sql).findings, IsEmpty());
    ASSERT_EQ(storm.audit().code, 0);

    for (const auto& damage : damages) {
        sql->execute("BEGIN");
        sql->execute(damage.sql);
        EXPECT_THAT(storm.recount(*sql).findings, Contains(StartsWith(std::string(damage.rule) + ": "))) << damage.what;
        sql->execute("ROLLBACK");
    }
    for (const auto& damage : audited) {
        sql->execute(damage.sql);
        EXPECT_EQ(storm.audit().code, 1) << damage.what;
        sql->execute(damage.remedy);
    }
    EXPECT_THAT(storm.recount(*sql).findings, IsEmpty());
    EXPECT_EQ(storm.audit().code, 0);
}

TEST(W14GoesRed, ForEveryDamageOnSqlite) {
    Storm storm(nullptr);
    expect_red_for_every_damage(storm);
}

TEST(W14GoesRed, ForEveryDamageOnMariaDb) {
    test::PrivateMariaDb server;
    Storm storm(&server);
    expect_red_for_every_damage(storm);
}

// The other side of the bargain: whoever asks again with a new key spins again, and the recount shows it.
TEST(W14GoesRed, WhenPlayersAskAgainWithANewKey) {
    Storm storm(nullptr, {.lose_answers = 0.2, .new_key_on_retry = true});
    storm.round(300ms, [] {});
    const auto figures = storm.recount(*storm.sql());
    EXPECT_THAT(figures.findings, Contains(StartsWith("request: ")));
    EXPECT_THAT(figures.findings, Contains(StartsWith("records: ")));
    EXPECT_GT(figures.requests, storm.sums().intents);
    EXPECT_EQ(storm.audit().code, 0) << "each of these spins is sound by itself";
}

}  // namespace
}  // namespace fairground::drills
