// The feed of events: everything that was committed is seen once by who reads on, in whatever order it was begun.
#include "store/feed.hpp"

#include <atomic>

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::vector<std::string>;

class FeedTest : public StoreTest {
protected:
    FeedTest() : campaign_(store_->publish(draft()).campaign) {}

    void tell(const std::string& player, const std::string& topic, int times = 1) {
        change(player, [&](const PlayerRow& row, Effects& effects) {
            for (int i = 0; i < times; ++i)
                effects.events.push_back({row.id, campaign_, row.version + i, topic, "{\"n\":1}", 5000});
        });
    }
    // Whose they are, from there on; and goes on to behind the last.
    Names read(std::int64_t& after, const std::string& topic = "", std::uint32_t limit = 100) {
        Names players;
        for (const auto& event : feed_->events("shop", topic, after, limit)) {
            players.push_back(event.player);
            after = event.place;
        }
        return players;
    }

    const std::int64_t campaign_;
    std::unique_ptr<Feed> feed_ = store_->feed();
};
FAIRGROUND_ON_BOTH_DATABASES(FeedTest);

TEST_P(FeedTest, ShowsWhatWasToldPageByPage) {
    for (const char* player : {"ann", "bob", "cat"}) tell(player, "prize.won");
    EXPECT_EQ(feed_->give_places(100), 3u);
    EXPECT_EQ(feed_->give_places(100), 0u);
    std::int64_t after = 0;
    EXPECT_THAT(read(after, "", 2), ElementsAre("ann", "bob"));
    EXPECT_THAT(read(after, "", 2), ElementsAre("cat"));
    EXPECT_THAT(read(after, "", 2), IsEmpty());
    tell("dan", "prize.won");
    EXPECT_THAT(read(after), IsEmpty()) << "it has no place yet";
    feed_->give_places(100);
    EXPECT_THAT(read(after), ElementsAre("dan"));

    const FeedEvent first = feed_->events("shop", "", 0, 1).at(0);
    EXPECT_EQ(first.topic, "prize.won");
    EXPECT_EQ(first.campaign, "wheel");
    EXPECT_EQ(first.payload, "{\"n\":1}");
    EXPECT_EQ(first.at, 5000);
    EXPECT_GT(first.id, 0);
}

TEST_P(FeedTest, ShowsOneTopicAlone) {
    tell("ann", "prize.won");
    tell("bob", "level.up");
    tell("cat", "prize.won");
    feed_->give_places(100);
    std::int64_t after = 0;
    EXPECT_THAT(read(after, "prize.won"), ElementsAre("ann", "cat"));
    after = 0;
    EXPECT_THAT(read(after, "nothing.such"), IsEmpty());
}

TEST_P(FeedTest, ShowsNobodyWhatIsAnotherTenants) {
    tell("ann", "prize.won");
    sql().execute("UPDATE player SET tenant = 'other' WHERE external_id = 'ann'");
    tell("bob", "prize.won");
    feed_->give_places(100);
    std::int64_t after = 0;
    EXPECT_THAT(read(after), ElementsAre("bob"));
    EXPECT_EQ(feed_->events("other", "", 0, 10).size(), 1u);
}

TEST_P(FeedTest, TakesAFewAtATimeFromThoseThatWait) {
    tell("ann", "prize.won", 5);
    EXPECT_EQ(feed_->give_places(3), 3u);
    EXPECT_EQ(feed_->give_places(3), 2u);
    std::int64_t after = 0;
    EXPECT_EQ(read(after).size(), 5u);
}

// A server that lost the last places and took the primary's place must not give them once more: who has read behind
// them would miss what gets them now.
TEST_P(FeedTest, GivesNoPlaceTwiceThoughItWasForgotten) {
    tell("ann", "prize.won");
    feed_->give_places(100);
    std::int64_t after = 0;
    read(after);
    sql().execute("UPDATE feed SET last_place = 0");
    sql().execute("UPDATE event SET tenant = NULL, place = NULL");
    tell("bob", "prize.won");
    feed_->give_places(100);
    EXPECT_THAT(read(after), ElementsAre("ann", "bob")) << "twice is promised, never is not";
}

// Numbers are taken when a row is written, and seen when it is committed: who reads by them misses the slower one.
TEST_P(FeedTest, WhoCommitsLateIsNotMissed) {
    if (GetParam() == Kind::sqlite) GTEST_SKIP() << "one writes at a time";
    tell("ann", "prize.won");
    const auto ann = store_->reader()->player("shop", "ann")->id;
    const auto slow = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
    slow->execute("START TRANSACTION");
    slow->execute("INSERT INTO event (campaign_id, player_id, seq, topic, payload, at_ms) VALUES (" +
                  std::to_string(campaign_) + ", " + std::to_string(ann) + ", 9, 'late', '{}', 1)");
    tell("bob", "prize.won");
    EXPECT_EQ(feed_->give_places(100), 2u) << "nobody waits for the slow one";
    std::int64_t after = 0;
    EXPECT_THAT(read(after), ElementsAre("ann", "bob"));
    const auto seen = feed_->events("shop", "", 0, 2).back();
    slow->execute("COMMIT");
    feed_->give_places(100);
    const auto late = feed_->events("shop", "", after, 10);
    ASSERT_EQ(late.size(), 1u);
    EXPECT_EQ(late.front().topic, "late");
    EXPECT_LT(late.front().id, seen.id) << "by its number it would have been missed";
}

TEST_P(FeedTest, UnderManyWritersAndTwoHostsEverythingIsReadOnceAndInOrder) {
    constexpr int writers = 4, each = 30;
    std::atomic<int> writing{writers};
    std::vector<std::int64_t> ids;
    on_threads(writers + 2, [&](int who) {
        if (who < writers) {
            for (int i = 0; i < each; ++i) tell("p" + std::to_string(who), "prize.won");
            --writing;
            return;
        }
        const auto mine = store_->feed();
        std::int64_t after = 0;
        for (bool last = false;;) {
            while (mine->give_places(7) > 0) {
            }
            const auto page = mine->events("shop", "", after, 10);
            if (!page.empty()) after = page.back().place;
            if (who == writers)
                for (const auto& event : page) ids.push_back(event.id);
            if (page.empty() && last) return;
            last = writing == 0 && page.empty();
        }
    });
    EXPECT_EQ(ids.size(), static_cast<std::size_t>(writers * each));
    EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), ids.size());
}

}  // namespace
}  // namespace fairground::store
