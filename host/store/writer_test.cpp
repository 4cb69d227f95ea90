#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using WriterTest = StoreTest;
FAIRGROUND_ON_BOTH_DATABASES(WriterTest);

TEST_P(WriterTest, MakesAPlayerOnceAndFindsHimAgain) {
    const auto writer = store_->writer();
    const auto first = writer->begin({"shop", {"bob", "ann"}, {}}).players;
    EXPECT_EQ(first[0].version, 0);
    EXPECT_NE(first[0].id, first[1].id);
    writer->commit(Effects{});
    const auto again = writer->begin({"shop", {"ann", "bob", "cid"}, {}}).players;
    EXPECT_EQ(again[0].id, first[1].id);
    EXPECT_EQ(again[1].id, first[0].id);
}

TEST_P(WriterTest, APlayerWhoseTransactionIsGivenUpWasNeverMade) {
    const auto writer = store_->writer();
    lock(*writer, "ann");
    writer->rollback();
    EXPECT_FALSE(store_->reader()->player("shop", "ann"));
    EXPECT_EQ(lock(*writer, "ann").version, 0);
}

TEST_P(WriterTest, TellsPlayersApartByEveryByteAndByTenant) {
    const auto writer = store_->writer();
    const std::vector<std::string> names{"ann", "Ann", "ann ", "änn", "ann'", "ann\\", "%", "安"};
    std::set<std::int64_t> ids;
    for (const auto& player : writer->begin({"shop", names, {}}).players) ids.insert(player.id);
    EXPECT_EQ(ids.size(), names.size());
    writer->commit(Effects{});
    EXPECT_FALSE(ids.contains(writer->begin({"other", {"ann"}, {}}).players[0].id));
}

TEST_P(WriterTest, LoadsWhatItBeginsWith) {
    earn("ann", 5, 5);
    change("bob", [](const PlayerRow& p, Effects& effects) {
        effects.requests.push_back({p.id, "key", "print", "{}", 1, 1});
        effects.tallies.push_back({"spins", 3});
    });
    Needs needs;
    needs.campaign = 1;
    needs.currencies = {"points"};
    needs.tallies = {"spins"};
    needs.requests = {{0, "key"}, {1, "key"}, {2, "key"}};
    Needs elsewhere;
    elsewhere.campaign = 2;
    elsewhere.tallies = {"spins"};
    const auto writer = Store::open(options_)->writer();
    for (int known = 0; known < 2; ++known) {
        const auto opened = writer->begin({"shop", {"new", "bob", "ann"}, {needs, elsewhere}});
        ASSERT_EQ(opened.players.size(), 3u);
        EXPECT_EQ(opened.players[0].version, 0);
        EXPECT_EQ(opened.players[1].version, 1);
        ASSERT_EQ(opened.loaded.size(), 2u);
        const auto& [ours, theirs] = std::tie(opened.loaded[0], opened.loaded[1]);
        ASSERT_EQ(ours.accounts.size(), 1u);
        EXPECT_EQ(ours.accounts[0].player, opened.players[2].id);
        ASSERT_EQ(ours.requests.size(), 1u);
        EXPECT_EQ(ours.requests[0].player, opened.players[1].id);
        ASSERT_EQ(ours.tallies.size(), 1u);
        EXPECT_TRUE(theirs.tallies.empty());
        writer->commit(Effects{});
    }
}

// As after a backup was put in place of the database: the same names, other ids.
TEST_P(WriterTest, AnIdThatBelongsToSomebodyElseByNowIsNoticed) {
    const auto ann = earn("ann", 1, 1);
    const auto bob = earn("bob", 1, 1);
    const auto swap = [&](std::int64_t from, std::int64_t to) {
        sql().execute("UPDATE player SET id = " + std::to_string(to) + " WHERE id = " + std::to_string(from));
    };
    swap(ann.id, 999);
    swap(bob.id, ann.id);
    swap(999, bob.id);
    const auto writer = store_->writer();
    EXPECT_THROW(lock(*writer, "ann"), Retryable);
    EXPECT_EQ(lock(*writer, "ann").id, bob.id);
}

TEST_P(WriterTest, WhoHasLookedIsKnownByHisIdWhenHePlays) {
    const auto ann = earn("ann", 1, 1);
    store_ = Store::open(options_);  // a host that has just started
    ASSERT_TRUE(store_->reader()->player("shop", "ann"));
    sql().execute("UPDATE player SET external_id = 'somebody else' WHERE id = " + std::to_string(ann.id));
    EXPECT_THROW(lock(*store_->writer(), "ann"), Retryable) << "her name was looked up again";
}

TEST_P(WriterTest, ReadsBackAllItWrote) {
    const PlayerRow ann = change("ann", [](const PlayerRow& p, Effects& effects) {
        effects.at = 77;
        effects.accounts.push_back({p.id, "points", 50});
        effects.entries.push_back({p.id, "points", 1, 50, 50, "spin", 1, "spin", 1000});
        effects.records.push_back({p.id, 1, "spin", 20260301, 1, 1000, R"({"prize":"p"})", "100:7"});
        effects.values.push_back({p.id, "pity", R"({"n":1})", 1});
        effects.states.push_back({p.id, "prize", "claimed"});
        effects.stock.push_back({"phone", 0, 1, 10});
        effects.stock.push_back({"phone", 20260301, 1, 2});
        effects.tallies.push_back({"spins", 3});
        effects.events.push_back({p.id, 1, 1, "prize.won", "{}", 1000});
        effects.requests.push_back({p.id, "key", "print", R"({"a":1})", 1, 4});
    });

    Needs needs;
    needs.campaign = 1;
    needs.day = 20260301;
    needs.players = {ann.id};
    needs.currencies = {"points"};
    needs.values = {"pity"};
    needs.machines = {"prize"};
    needs.record_counts = {{"spin", 20260301, 20260301}, {"spin", 20260302, 20260309}};
    needs.stock = {"phone"};
    needs.tallies = {"spins"};
    needs.requests = {{ann.id, "key"}, {ann.id, "another"}};
    const auto writer = store_->writer();
    lock(*writer, "ann");
    for (const Loaded& loaded : {store_->reader()->load(needs), writer->load(needs)}) {
        ASSERT_EQ(loaded.accounts.size(), 1u);
        EXPECT_EQ(loaded.accounts[0].balance, 50);
        ASSERT_EQ(loaded.values.size(), 1u);
        EXPECT_EQ(loaded.values[0].body, R"({"n":1})");
        ASSERT_EQ(loaded.states.size(), 1u);
        EXPECT_EQ(loaded.states[0].state, "claimed");
        ASSERT_EQ(loaded.record_counts.size(), 1u);
        EXPECT_EQ(loaded.record_counts[0].need, 0u);
        EXPECT_EQ(loaded.record_counts[0].count, 1);
        ASSERT_EQ(loaded.stock.size(), 2u);
        EXPECT_EQ(loaded.stock[0].day, 0);
        EXPECT_EQ(loaded.stock[0].total, 10);
        EXPECT_EQ(loaded.stock[1].taken, 1);
        ASSERT_EQ(loaded.tallies.size(), 1u);
        EXPECT_EQ(loaded.tallies[0].sum, 3);
        ASSERT_EQ(loaded.requests.size(), 1u);
        EXPECT_EQ(loaded.requests[0].fingerprint, "print");
        EXPECT_EQ(loaded.requests[0].answer, R"({"a":1})");
        EXPECT_EQ(loaded.requests[0].revision, 4);
    }
    const auto records = store_->reader()->records(ann.id, 1, "spin", 0, 0, 10);
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records[0].draws, "100:7");
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM event"), 1);
    EXPECT_EQ(store_->recount(10).size(), 0u);
}

TEST_P(WriterTest, AddsStockAndTalliesAsDifferencesAndSetsTheRest) {
    for (int i = 1; i <= 3; ++i) {
        change("ann", [&](const PlayerRow& p, Effects& effects) {
            effects.accounts.push_back({p.id, "points", 10 * i});
            effects.stock.push_back({"phone", 0, i == 3 ? -1 : 1, 10});
            effects.tallies.push_back({"spins", i});
            effects.values.push_back({p.id, "v", std::to_string(i), i});
        });
    }
    EXPECT_EQ(sql().number("SELECT balance FROM account"), 30);
    EXPECT_EQ(sql().number("SELECT taken FROM stock"), 1);
    EXPECT_EQ(sql().number("SELECT amount FROM tally"), 6);
    EXPECT_EQ(sql().number("SELECT version FROM player_value"), 3);
    EXPECT_EQ(store_->reader()->player("shop", "ann")->version, 3);
}

TEST_P(WriterTest, KeepsHostileTextsByteForByte) {
    const std::vector<std::string> texts{
        "'; DROP TABLE player; --", R"(\)",       R"(\')",    R"(\\'' OR 1=1)",
        "a\nb\r\n\t\x1a\x7f",       "\"`?%_${x}", "日本 🎡 é", std::string(70'000, '\'')};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string name = "n" + texts[i].substr(0, 20);
        const PlayerRow player = change(name, [&](const PlayerRow& p, Effects& effects) {
            effects.values.push_back({p.id, name, texts[i], 1});
        });
        Needs needs;
        needs.campaign = 1;
        needs.players = {player.id};
        needs.values = {name};
        const auto values = store_->reader()->load(needs).values;
        ASSERT_EQ(values.size(), 1u) << name;
        EXPECT_EQ(values[0].key, name);
        EXPECT_EQ(values[0].body, texts[i]);
        EXPECT_EQ(store_->reader()->player("shop", name)->id, player.id);
    }
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM player"), static_cast<std::int64_t>(texts.size()));
}

TEST_P(WriterTest, PagesLinesNewestFirst) {
    PlayerRow ann;
    for (int i = 1; i <= 5; ++i) {
        ann = change("ann", [&](const PlayerRow& p, Effects& effects) {
            effects.accounts.push_back({p.id, "points", i});
            effects.entries.push_back({p.id, "points", i, 1, i, "r", 1, "a", i});
            effects.records.push_back({p.id, 1, "spin", 20260301 + i / 3, i, i, "{}", ""});
        });
    }
    auto reader = store_->reader();
    const auto page = reader->records(ann.id, 1, "spin", 0, 0, 2);
    ASSERT_EQ(page.size(), 2u);
    EXPECT_EQ(page[0].seq, 5);
    const auto next = reader->records(ann.id, 1, "spin", page[1].day, page[1].seq, 9);
    ASSERT_EQ(next.size(), 3u);
    EXPECT_EQ(next[0].seq, 3);
    EXPECT_EQ(next[2].seq, 1);
    EXPECT_EQ(reader->entries(ann.id, "points", 0, 3).at(2).seq, 3);
    EXPECT_EQ(reader->entries(ann.id, "points", 3, 9).size(), 2u);
    EXPECT_EQ(reader->accounts(ann.id, 0).at(0).balance, 5);
    EXPECT_TRUE(reader->entries(ann.id, "spins", 0, 9).empty());
    EXPECT_FALSE(reader->player("shop", "nobody"));
}

TEST_P(WriterTest, WritesABatchOfManyPlayersWithBigPayloads) {
    constexpr int many = 600;
    std::vector<std::string> names;
    for (int i = 0; i < many; ++i) names.push_back("player" + std::to_string(i * 7919 % many));
    const auto writer = store_->writer();
    const auto players = writer->begin({"shop", names, {}}).players;
    Effects effects;
    effects.campaign = 1;
    Needs needs;
    needs.campaign = 1;
    needs.currencies = {"points", "spins"};
    for (const auto& p : players) {
        effects.players.push_back({p.id, 1});
        effects.accounts.push_back({p.id, "points", p.id});
        effects.records.push_back({p.id, 1, "spin", 20260301, 1, 1, std::string(8000, 'x'), ""});
        effects.requests.push_back({p.id, "k" + std::to_string(p.id), "f", "{}", 1, 1});
        needs.players.push_back(p.id);
        needs.requests.push_back({p.id, "k" + std::to_string(p.id)});
    }
    EXPECT_EQ(writer->commit(effects), Writer::Outcome::committed);
    const Loaded loaded = store_->reader()->load(needs);
    EXPECT_EQ(loaded.accounts.size(), names.size());
    EXPECT_EQ(loaded.requests.size(), names.size());
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM record"), many);
    EXPECT_EQ(sql().number("SELECT SUM(version) FROM player"), many);
}

TEST_P(WriterTest, RefusesToChangeAPlayerItHasNotLocked) {
    const PlayerRow bob = earn("bob", 1, 1);
    const auto writer = store_->writer();
    lock(*writer, "ann");
    Effects effects;
    effects.players = {{bob.id, 9}};
    EXPECT_THROW(writer->commit(effects), std::logic_error);
    EXPECT_EQ(store_->reader()->player("shop", "bob")->version, 1);
}

TEST_P(WriterTest, RefusesTheSameKeyTwice) {
    const auto spin = [](const PlayerRow& p, Effects& effects) {
        effects.requests.push_back({p.id, "k", "f", "{}", 1, 1});
    };
    change("ann", spin);
    EXPECT_THROW(change("ann", spin), Fault);
    EXPECT_EQ(store_->reader()->player("shop", "ann")->version, 1);
}

TEST_P(WriterTest, ForgetsMarksOfWritersLongGone) {
    sql().execute("INSERT INTO writer_mark (id, batch, at_ms) VALUES (1, 5, 1000)");
    earn("ann", 1, 1);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM writer_mark WHERE id = 1"), 0);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM writer_mark"), 1);
}

TEST_P(WriterTest, PurgesOldRequestsOnly) {
    for (int i = 1; i <= 4; ++i) {
        change("ann", [&](const PlayerRow& p, Effects& effects) {
            effects.at = i * 1000;
            effects.requests.push_back({p.id, std::to_string(i), "f", "{}", i, 1});
        });
    }
    EXPECT_EQ(store_->purge_requests(4000, 2), 2);
    EXPECT_EQ(store_->purge_requests(4000, 2), 1);
    EXPECT_EQ(store_->purge_requests(4000, 2), 0);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM request"), 1);
}

TEST_P(WriterTest, WaitsForAFreeConnectionOnlySoLong) {
    options_.connections = 1;
    options_.lease_timeout = std::chrono::milliseconds(100);
    const auto narrow = Store::open(options_);
    const auto held = narrow->reader();
    EXPECT_THROW(narrow->ping(), Unavailable);
}

TEST_P(WriterTest, PlayersGrowEachByItsOwnNumberOfLines) {
    const auto writer = store_->writer();
    Opening opening{"shop", {"ann", "bob", "cho"}, {}};
    const auto players = writer->begin(opening).players;
    Effects effects;
    for (std::size_t i = 0; i < players.size(); ++i)
        effects.players.push_back({players[i].id, players[i].version + 2 + static_cast<std::int64_t>(i) % 2});
    ASSERT_EQ(writer->commit(effects), Writer::Outcome::committed);
    const auto reader = store_->reader();
    for (std::size_t i = 0; i < players.size(); ++i)
        EXPECT_EQ(reader->player("shop", opening.players[i])->version, effects.players[i].version);
}

}  // namespace
}  // namespace fairground::store
