// That the writer in memory answers as a store does; its batches are those of the engine.
#include "simulate/memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::simulate {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class MemoryTest : public testing::Test {
protected:
    store::Loaded load(store::Needs needs) {
        needs.campaign = 1;
        auto opened = memory.begin({"default", {player_name(3)}, {needs}});
        return std::move(opened.loaded.front());
    }
    std::int64_t id() { return memory.begin({"default", {player_name(3)}, {}}).players.front().id; }

    Memory memory{{.players = 10, .balances = {{"points", 100}}, .coupons = {{"tea", 3}}, .history = true},
                  [](const store::Effects&) {}};
};

TEST_F(MemoryTest, PlayersBeginWithWhatTheyAreGiven) {
    const auto rows = load({.currencies = {"points", "spins"}});
    ASSERT_THAT(rows.accounts, SizeIs(1));
    EXPECT_EQ(rows.accounts[0].balance, 100);
    EXPECT_EQ(rows.accounts[0].player, id());
}

TEST_F(MemoryTest, WhatIsCommittedIsLoaded) {
    store::Effects effects{.campaign = 1};
    effects.players = {{id(), 7}};
    effects.accounts = {{id(), "points", 60, 5000}};
    effects.lots = {{id(), "points", 5000, 20}, {id(), "points", 9000, 5}};
    effects.values = {{id(), "progress", R"({"n":1})", 2}};
    effects.states = {{id(), "parcel", "shipped"}};
    effects.boards = {{id(), "month", 30, 0}};
    effects.stock = {{"mug", 0, 2, 10, true}, {"mug", 20260301, 2, 5, true}};
    effects.tallies = {{"all", 4}};
    effects.records = {{id(), 1, "spin", 20260301, 5, 100, R"({"a":1})", ""},
                       {id(), 1, "spin", 20260302, 6, 200, R"({"a":2})", ""}};
    memory.commit(std::span(&effects, 1));

    const auto rows = load({.day = 20260301,
                            .currencies = {"points"},
                            .values = {"progress"},
                            .machines = {"parcel"},
                            .record_counts = {{"spin", 20260302, 20260302}, {"spin", 20260101, 20261231}},
                            .stock = {"mug"},
                            .tallies = {"all"},
                            .boards = {"month"}});
    EXPECT_EQ(rows.accounts[0].balance, 60);
    EXPECT_EQ(rows.accounts[0].next_expiry, 5000);
    EXPECT_THAT(rows.lots, SizeIs(2));
    EXPECT_EQ(rows.values[0].body, R"({"n":1})");
    EXPECT_EQ(rows.values[0].version, 2);
    EXPECT_EQ(rows.states[0].state, "shipped");
    EXPECT_EQ(rows.boards[0].score, 30);
    EXPECT_EQ(rows.stock[0].taken, 2);
    EXPECT_EQ(rows.stock[1].day, 20260301);
    EXPECT_EQ(rows.stock[1].taken, 2);
    EXPECT_EQ(rows.tallies[0].sum, 4);
    EXPECT_EQ(rows.record_counts[0].count, 1);
    EXPECT_EQ(rows.record_counts[1].count, 2);
    EXPECT_EQ(memory.begin({"default", {player_name(3)}, {}}).players.front().version, 7);
    EXPECT_THAT(load({.day = 20260302, .stock = {"mug"}}).stock[1].taken, 0);
}

TEST_F(MemoryTest, ASpentLotIsGone) {
    store::Effects effects{.campaign = 1};
    effects.lots = {{id(), "points", 5000, 20}};
    memory.commit(std::span(&effects, 1));
    effects.lots = {{id(), "points", 5000, 0}};
    memory.commit(std::span(&effects, 1));
    EXPECT_THAT(load({.currencies = {"points"}}).lots, IsEmpty());
}

TEST_F(MemoryTest, RecordsComeInPagesNewestFirst) {
    store::Effects effects{.campaign = 1};
    for (std::int64_t seq = 1; seq <= 4; ++seq)
        effects.records.push_back({id(), 1, seq == 2 ? "other" : "spin", 20260301, seq, 0, "{}", ""});
    memory.commit(std::span(&effects, 1));
    const auto page = memory.records(id(), 1, "spin", 0, 0, 2);
    ASSERT_THAT(page, SizeIs(2));
    EXPECT_EQ(page[0].seq, 4);
    EXPECT_EQ(page[1].seq, 3);
    EXPECT_EQ(memory.records(id(), 1, "spin", 20260301, 3, 2).front().seq, 1);
    EXPECT_FALSE(memory.history_missed());
}

TEST_F(MemoryTest, WhoKeepsNoHistoryNoticesThatItIsMissed) {
    Memory forgetful({.players = 1}, [](const store::Effects&) {});
    EXPECT_FALSE(forgetful.history_missed());
    forgetful.records(1, 1, "spin", 0, 0, 10);
    EXPECT_TRUE(forgetful.history_missed());
}

TEST_F(MemoryTest, CodesOfAPoolAreGivenOnceAndRunOut) {
    const auto first = load({.coupons = {{"tea", 2}}}).coupons;
    ASSERT_THAT(first, SizeIs(2));
    EXPECT_EQ(memory.pool_of_coupon(first[0].id), "tea");
    store::Effects effects{.campaign = 1};
    effects.coupons = {{first[0].id, id(), 0}, {first[1].id, id(), 0}};
    memory.commit(std::span(&effects, 1));
    const auto rest = load({.coupons = {{"tea", 2}}}).coupons;
    ASSERT_THAT(rest, SizeIs(1));
    EXPECT_NE(rest[0].code, first[1].code);
    EXPECT_THAT(load({.coupons = {{"endless", 50}}}).coupons, SizeIs(50));
}

}  // namespace
}  // namespace fairground::simulate
