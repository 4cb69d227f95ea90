#include "engine/adjust.hpp"

#include <thread>

#include <gmock/gmock.h>

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Came = Adjusted::Came;

class AdjustTest : public Stage {
protected:
    Adjusted adjust(std::int64_t amount, const std::string& key, const std::string& currency = "points") {
        return engine::adjust(*store_, nullptr,
                              {.tenant = "default",
                               .player = "ann",
                               .currency = currency,
                               .amount = amount,
                               .reason = "sorry",
                               .key = key,
                               .now = now_},
                              [](const Adjusted&) { return store::AuditRow{.admin = "bob", .action = "adjust"}; });
    }
    std::int64_t balance(const std::string& currency = "points") {
        const auto reader = store_->reader();
        for (const auto& account :
             reader->accounts(reader->player("default", "ann")->id, now_.time_since_epoch().count()))
            if (account.currency == currency) return account.balance;
        return 0;
    }
    std::vector<store::EntryLine> entries() {
        const auto reader = store_->reader();
        return reader->entries(reader->player("default", "ann")->id, "points", 0, 10);
    }
    std::size_t lines() { return store_->audit()->page({}).size(); }
};

TEST_F(AdjustTest, IsALineOfTheLedgerAndOneOfTheTrail) {
    const auto adjusted = adjust(50, "k1");
    EXPECT_EQ(adjusted.came, Came::done);
    EXPECT_EQ(adjusted.before, 0);
    EXPECT_EQ(adjusted.balance, 50);
    EXPECT_FALSE(adjusted.replayed);
    EXPECT_EQ(balance(), 50);
    ASSERT_THAT(entries(), SizeIs(1));
    EXPECT_EQ(entries()[0].reason, "sorry");
    EXPECT_EQ(entries()[0].action, "adjust");
    EXPECT_EQ(entries()[0].campaign, 0);
    EXPECT_EQ(lines(), 1u);
    EXPECT_EQ(adjust(-20, "k2").balance, 30);
    EXPECT_THAT(store_->recount(10), IsEmpty());
}

TEST_F(AdjustTest, HappensOncePerKey) {
    adjust(50, "k1");
    const auto again = adjust(50, "k1");
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.balance, 50);
    EXPECT_EQ(adjust(51, "k1").came, Came::key_conflict);
    EXPECT_EQ(balance(), 50);
    EXPECT_EQ(lines(), 1u);
}

TEST_F(AdjustTest, NeverTakesWhatIsNotThere) {
    adjust(50, "k1");
    const auto refused = adjust(-51, "k2");
    EXPECT_EQ(refused.came, Came::too_little);
    EXPECT_EQ(refused.before, 50);
    EXPECT_EQ(adjust(std::numeric_limits<std::int64_t>::max(), "k3").came, Came::too_much);
    EXPECT_EQ(balance(), 50);
    EXPECT_EQ(lines(), 1u);
    EXPECT_EQ(adjust(-50, "k2").balance, 0) << "what was refused used up no key";
}

TEST_F(AdjustTest, TheSameKeyAtTheSameTimeChangesOneThing) {
    std::atomic<int> fresh{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&] {
                const auto adjusted = adjust(10, "k1");
                EXPECT_EQ(adjusted.balance, 10);
                fresh += adjusted.replayed ? 0 : 1;
            });
    }
    EXPECT_EQ(fresh, 1);
    EXPECT_EQ(balance(), 10);
}

}  // namespace
}  // namespace fairground::engine
