#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// A player with the entries 1…n in "points".
class Ledger final : public store::Reader {
public:
    std::int64_t entries_count = 0;
    bool known = true;
    std::int64_t asked_at = 0;

    std::optional<store::PlayerRow> player(std::string_view tenant, std::string_view id) override {
        if (!known || tenant != "default" || id != "ann") return std::nullopt;
        return store::PlayerRow{3, entries_count};
    }
    std::vector<store::AccountRow> accounts(std::int64_t player, std::int64_t at) override {
        asked_at = at;
        return {{player, "points", entries_count * 10, {}}};
    }
    std::vector<store::EntryLine> entries(std::int64_t player, std::string_view currency, std::int64_t before,
                                          std::uint32_t limit) override {
        std::vector<store::EntryLine> lines;
        for (std::int64_t seq = before == 0 ? entries_count : before - 1; seq > 0 && lines.size() < limit; --seq)
            lines.push_back({player, std::string(currency), seq, 10, seq * 10, "spin", 41, "spin", 1'772'500'000'000});
        return lines;
    }
    std::vector<std::optional<store::PlayerRow>> players(std::string_view, std::span<const std::string>) override {
        return {};
    }
    std::vector<store::AccountRow> accounts(std::span<const std::int64_t>, std::int64_t) override { return {}; }
    store::Loaded load(const store::Needs&) override { return {}; }
    std::int64_t coupons_left(std::int64_t, std::string_view) override { return 0; }
    std::map<std::int64_t, std::string> campaign_names(std::span<const std::int64_t>) override { return {}; }
    std::vector<store::Place> board_top(std::int64_t, std::string_view, std::uint32_t) override { return {}; }
    std::int64_t board_rank(std::int64_t, std::string_view, std::int64_t) override { return 0; }
    std::vector<store::RecordLine> records(std::int64_t, std::int64_t, std::string_view, std::int32_t, std::int64_t,
                                           std::uint32_t) override {
        return {};
    }
};

class MeTest : public Fair {
protected:
    MeTest() { script().reader = &ledger; }
    Reply entries(const std::string& query) { return get("/api/v1/me/entries?" + query, {bearer()}); }
    Ledger ledger;
};

TEST_F(MeTest, AccountsShowBalancesAndTheVersionTheyBelongTo) {
    ledger.entries_count = 4;
    const Reply reply = get("/api/v1/me/accounts", {bearer()});
    EXPECT_EQ(reply.json(), json({{"accounts", {{{"currency", "points"}, {"balance", 40}}}}}));
    EXPECT_EQ(ledger.asked_at, 1'772'500'000'000) << "what expired is not told as his";
    EXPECT_EQ(reply.header("fairground-player-version"), "4");
}

TEST_F(MeTest, WhoeverHasSeenAVersionIsNotShownLess) {
    get("/api/v1/me/accounts?consistency=strong", {bearer(), "Fairground-Min-Version: 4"});
    const auto held = hold_engine();
    EXPECT_EQ(script().fresh.version, 4);
    EXPECT_TRUE(script().fresh.strong);
}

TEST_F(MeTest, EntriesComeNewestFirstWithTheCampaignsNameAndTime) {
    ledger.entries_count = 2;
    const json page = entries("currency=points").json();
    ASSERT_EQ(page["entries"].size(), 2);
    EXPECT_EQ(page["entries"][0]["id"], "2");
    EXPECT_EQ(page["entries"][0]["balance_after"], 20);
    EXPECT_EQ(page["entries"][0]["campaign"], "open");
    EXPECT_THAT(page["entries"][0]["at"].get<std::string>(), HasSubstr("2026-03-03T09:06:40+08:00"));
    EXPECT_FALSE(page.contains("next"));
}

TEST_F(MeTest, PagesDoNotShiftWhenNewEntriesArrive) {
    ledger.entries_count = 25;
    std::vector<std::string> seen;
    std::string cursor;
    for (int page = 0; page < 3; ++page) {
        const json body = entries("currency=points&limit=10" + (cursor.empty() ? "" : "&cursor=" + cursor)).json();
        for (const auto& entry : body["entries"]) seen.push_back(entry["id"]);
        cursor = body.value("next", "");
        const auto held = hold_engine();
        ledger.entries_count += 5;
    }
    EXPECT_EQ(cursor, "");
    ASSERT_EQ(seen.size(), 25);
    for (int i = 0; i < 25; ++i) EXPECT_EQ(seen[i], std::to_string(25 - i));
}

TEST_F(MeTest, APlayerWhoNeverPlayedHasTrulyEmptyLists) {
    ledger.known = false;
    EXPECT_EQ(get("/api/v1/me/accounts", {bearer()}).json(), json({{"accounts", json::array()}}));
    EXPECT_EQ(entries("currency=points").json(), json({{"entries", json::array()}}));
}

TEST_F(MeTest, AFailedReadIsNeverAnEmptyList) {
    script().reader = nullptr;
    script().failure = std::make_exception_ptr(store::Unavailable("db-7 is gone"));
    for (const char* path : {"/api/v1/me/accounts", "/api/v1/me/entries?currency=points"}) {
        const Reply reply = get(path, {bearer()});
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.header("retry-after"), "1");
        EXPECT_THAT(reply.body, testing::Not(HasSubstr("db-7")));
    }
    {
        const auto held = hold_engine();
        script().failure = std::make_exception_ptr(store::Fault("no such column"));
    }
    EXPECT_EQ(get("/api/v1/me/accounts", {bearer()}).code(), "fault");
}

TEST_F(MeTest, BadQuestionsAreNamed) {
    EXPECT_EQ(entries("").code(), "bad_currency");
    for (const char* limit : {"0", "101", "-1", "ten", "5x", ""})
        EXPECT_EQ(entries(std::string("currency=points&limit=") + limit).code(), "bad_limit") << limit;
    for (const char* cursor : {"x", "ZTE6", "ZTE6MA", "ZTE6MQ==", "%20", "ZTE6OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"})
        EXPECT_EQ(entries(std::string("currency=points&cursor=") + cursor).code(), "bad_cursor") << cursor;
    EXPECT_EQ(get("/api/v1/me/accounts").code(), "no_session");
}

}  // namespace
}  // namespace fairground::http
