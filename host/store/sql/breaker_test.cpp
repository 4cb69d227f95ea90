#include "store/sql/breaker.hpp"

#include <atomic>

#include <gmock/gmock.h>

#include "store/store.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// A database that is away until it is put back.
class BreakerTest : public testing::Test {
protected:
    std::string complaint() {
        try {
            breaker.check();
            return "";
        } catch (const Unavailable& open) {
            return open.what();
        }
    }

    void connect() {
        breaker.check();
        try {
            probe();
            breaker.succeeded();
        } catch (const std::exception& failure) {
            breaker.failed(failure.what());
        }
    }

    void probe() {
        ++attempts;
        if (away) throw std::runtime_error("nobody listens");
    }

    bool closes_within(std::chrono::milliseconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (breaker.open() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
        return !breaker.open();
    }

    std::atomic<bool> away{true};
    std::atomic<int> attempts{0};
    Breaker breaker{{.failures = 3, .longest_pause = 40ms}, [this] { probe(); }};
};

TEST_F(BreakerTest, OpensAfterFailuresInARowAndTellsCallersAtOnce) {
    connect();
    connect();
    EXPECT_FALSE(breaker.open());
    connect();
    EXPECT_TRUE(breaker.open());
    EXPECT_THAT(complaint(), HasSubstr("last found: nobody listens"));
    EXPECT_EQ(breaker.opened(), 1u);
}

TEST_F(BreakerTest, AConnectionThatSucceedsBeginsTheCountAnew) {
    connect();
    connect();
    away = false;
    connect();
    away = true;
    connect();
    connect();
    EXPECT_FALSE(breaker.open());
}

TEST_F(BreakerTest, ClosesByItselfOnceTheDatabaseIsBack) {
    for (int i = 0; i < 3; ++i) connect();
    std::this_thread::sleep_for(100ms);
    EXPECT_TRUE(breaker.open());
    EXPECT_GT(attempts, 3) << "it tries again without callers";
    EXPECT_LT(attempts, 30) << "with pauses in between";
    away = false;
    EXPECT_TRUE(closes_within(2s));
    EXPECT_EQ(complaint(), "");
}

TEST_F(BreakerTest, OpensAgainTheNextTime) {
    for (int i = 0; i < 3; ++i) connect();
    away = false;
    ASSERT_TRUE(closes_within(2s));
    away = true;
    for (int i = 0; i < 3; ++i) connect();
    EXPECT_EQ(breaker.opened(), 2u);
    away = false;
    EXPECT_TRUE(closes_within(2s));
}

}  // namespace
}  // namespace fairground::store
