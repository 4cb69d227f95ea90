#include "engine/fresh_read.hpp"

#include <gmock/gmock.h>

#include "campaign/testing/notebook.hpp"

namespace fairground::engine {
namespace {

using store::Freshness;
using testing::ElementsAre;

// A server on which the player has that version.
class Server final : public store::Reader {
public:
    Server(std::int64_t version, bool replica, bool fails) : version_(version), replica_(replica), fails_(fails) {}

    bool from_replica() const override { return replica_; }
    std::optional<store::PlayerRow> player(std::string_view, std::string_view) override {
        if (fails_) throw store::Retryable("lost");
        if (version_ == 0) return std::nullopt;
        return store::PlayerRow{1, version_};
    }
    std::vector<std::optional<store::PlayerRow>> players(std::string_view, std::span<const std::string>) override {
        return {};
    }
    std::vector<store::AccountRow> accounts(std::span<const std::int64_t>, std::int64_t) override { return {}; }
    store::Loaded load(const store::Needs&) override { return {}; }
    std::int64_t coupons_left(std::int64_t, std::string_view) override { return 0; }
    std::vector<store::RecordLine> records(std::int64_t, std::int64_t, std::string_view, std::int32_t, std::int64_t,
                                           std::uint32_t) override {
        return {};
    }
    std::vector<store::AccountRow> accounts(std::int64_t, std::int64_t) override { return {}; }
    std::vector<store::EntryLine> entries(std::int64_t, std::string_view, std::int64_t, std::uint32_t) override {
        return {};
    }
    std::map<std::int64_t, std::string> campaign_names(std::span<const std::int64_t>) override { return {}; }
    std::vector<store::Place> board_top(std::int64_t, std::string_view, std::uint32_t) override { return {}; }
    std::int64_t board_rank(std::int64_t, std::string_view, std::int64_t) override { return 0; }

private:
    const std::int64_t version_;
    const bool replica_;
    const bool fails_;
};

// A primary where the player is at 5, and a replica where he is at 3.
class Pair final : public campaign::Notebook {
public:
    using Store::reader;
    std::unique_ptr<store::Reader> reader(std::string, Freshness freshness) override {
        asked.push_back(freshness);
        const bool replica = freshness == Freshness::recent || (freshness == Freshness::latest && primary_away);
        if (!replica && primary_away) throw store::Unavailable("no primary");
        return std::make_unique<Server>(replica ? 3 : 5, replica, replica && replica_fails);
    }

    bool primary_away = false;
    bool replica_fails = false;
    std::vector<Freshness> asked;
};

class FreshReadTest : public testing::Test {
protected:
    // The version that is shown; -1: that of nobody.
    std::int64_t shown(const Fresh& fresh, bool of_player = true) {
        std::int64_t version = 0;
        read_fresh(
            pair, {"a test", "shop", of_player ? &ann : nullptr, fresh}, figures,
            [&](store::Reader&, const std::optional<store::PlayerRow>& row) { version = row ? row->version : -1; });
        return version;
    }

    Pair pair;
    ReplicaReads figures;
    const auth::Player ann{.tenant = "shop", .id = "ann"};
};

TEST_F(FreshReadTest, AReplicaThatHasWhatThePlayerHasSeenAnswers) {
    EXPECT_EQ(shown({.version = 3}), 3);
    EXPECT_EQ(shown({.version = 2}), 3);
    EXPECT_THAT(pair.asked, ElementsAre(Freshness::recent, Freshness::recent));
    EXPECT_EQ(figures.answered, 2u);
}

TEST_F(FreshReadTest, WhatIsOlderThanThatIsThrownAwayAndThePrimaryIsRead) {
    EXPECT_EQ(shown({.version = 4}), 5);
    EXPECT_EQ(shown({.version = 6}), 5) << "nobody knows better than the primary";
    EXPECT_EQ(figures.behind, 2u);
    EXPECT_EQ(figures.answered, 0u);
}

TEST_F(FreshReadTest, WithoutAKnownVersionThePrimaryIsRead) {
    EXPECT_EQ(shown({}), 5);
    EXPECT_EQ(shown({.strong = true, .version = 1}), 5);
    EXPECT_THAT(pair.asked, ElementsAre(Freshness::latest, Freshness::strong));
}

TEST_F(FreshReadTest, WhatIsNobodysMayComeFromAReplica) {
    EXPECT_EQ(shown({}, false), -1);
    EXPECT_THAT(pair.asked, ElementsAre(Freshness::recent));
    EXPECT_EQ(figures.answered, 1u);
}

TEST_F(FreshReadTest, AReplicaThatFailsUnderAReadIsNoFailure) {
    pair.replica_fails = true;
    EXPECT_EQ(shown({.version = 2}), 5);
    EXPECT_EQ(figures.answered, 0u);
}

TEST_F(FreshReadTest, WithoutAPrimaryAnOldAnswerIsUnavailableAndNotOld) {
    pair.primary_away = true;
    EXPECT_EQ(shown({.version = 3}), 3);
    EXPECT_EQ(shown({}), 3) << "nothing newer is known";
    EXPECT_THROW(shown({.version = 4}), store::Unavailable);
    EXPECT_THROW(shown({.strong = true}), store::Unavailable);
}

}  // namespace
}  // namespace fairground::engine
