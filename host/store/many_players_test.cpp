// A batch of a crowd, whose rows go to the database in bulk, leaves the same behind as one of a few.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class ManyPlayersTest : public StoreTest {
protected:
    // Each of them gets everything a call may leave behind.
    void serve(std::int64_t players, const std::string& prefix) {
        Opening opening{"shop", {}, {}};
        for (std::int64_t i = 0; i < players; ++i) opening.players.push_back(prefix + std::to_string(i));
        const auto writer = store_->writer();
        const auto opened = writer->begin(opening).players;
        Effects effects;
        effects.campaign = 1;
        for (const auto& [id, version] : opened) add_effects_of(id, version, effects);
        ASSERT_EQ(writer->commit(effects), Writer::Outcome::committed);
    }

    static void add_effects_of(std::int64_t id, std::int64_t version, Effects& effects) {
        const std::optional<std::int64_t> expires = id % 2 ? std::optional<std::int64_t>(5000) : std::nullopt;
        effects.players.push_back({id, version + 3});
        effects.accounts.push_back({id, "points", 7, expires});
        if (expires) effects.lots.push_back({id, "points", *expires, 7});
        effects.entries.push_back({id, "points", version + 1, 7, 7, "it's a prize", 1, "spin", 1000, expires});
        effects.records.push_back({id, 1, "spin", 20260301, version + 2, 1000, R"({"name":"中'\\"})", "2:1"});
        effects.values.push_back({id, "pity", R"({"n":1})", 1});
        effects.states.push_back({id, "prize", "claimed"});
        effects.boards.push_back({id, "march", 7, 1000});
        effects.events.push_back({id, 1, version + 3, "prize.won", "{}", 1000});
        effects.requests.push_back({id, "key", "print", R"({"spins":[]})", version + 3, 1});
    }

    // Everything of one player, without his id.
    std::string all_of(const std::string& name) {
        const std::string id = "(SELECT id FROM player WHERE external_id = '" + name + "')";
        std::string found;
        for (const char* what :
             {"version FROM player WHERE id", "currency, balance FROM account WHERE player_id",
              "currency, seq, amount, balance_after, reason, campaign_id, action, at_ms FROM entry WHERE player_id",
              "campaign_id, kind, day, seq, at_ms, payload, draws FROM record WHERE player_id",
              "campaign_id, name, version, body FROM player_value WHERE player_id",
              "campaign_id, machine, state FROM player_state WHERE player_id",
              "campaign_id, board, score, at_ms FROM board WHERE player_id",
              "campaign_id, seq, topic, payload, at_ms FROM event WHERE player_id",
              "campaign_id, request_key, fingerprint, answer, version, revision FROM request WHERE player_id"})
            for (const auto& row : sql().query("SELECT " + std::string(what) + " = " + id))
                for (const auto& cell : row) found += cell + '|';
        return found;
    }
};

TEST_P(ManyPlayersTest, EachHasAllThatIsHis) {
    serve(1, "alone");
    serve(100, "p");
    const auto wanted = all_of("alone0");
    EXPECT_THAT(wanted, testing::HasSubstr("中'"));
    for (int i = 0; i < 100; ++i) EXPECT_EQ(all_of("p" + std::to_string(i)), wanted);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM lot"),
              sql().number("SELECT COUNT(*) FROM entry WHERE expires_ms = 5000"));
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM account WHERE next_expiry_ms IS NULL"),
              sql().number("SELECT COUNT(*) FROM entry WHERE expires_ms IS NULL"));
    EXPECT_THAT(store_->recount(10), testing::IsEmpty());
}

FAIRGROUND_ON_BOTH_DATABASES(ManyPlayersTest);

}  // namespace
}  // namespace fairground::store
