#include "store/trail.hpp"

#include <gtest/gtest.h>

#include "store/store.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;

TEST(Position, IsComparedDomainByDomain) {
    const Position primary("0-1-100,7-3-5");
    EXPECT_TRUE(Position("0-1-100,7-3-5").covers(primary));
    EXPECT_TRUE(Position("7-3-6,0-2-100").covers(primary)) << "whoever wrote it, and in whatever order";
    EXPECT_FALSE(Position("0-1-99,7-3-5").covers(primary));
    EXPECT_FALSE(Position("0-1-100").covers(primary));
    EXPECT_TRUE(Position("0-1-100").covers(Position("")));
}

TEST(Position, IsReadStrictly) {
    for (const char* wrong : {"0-1", "0-1-", "-1-2", "0-1-2-3", "a-1-2", "0-1-2 ,0-1-3"})
        EXPECT_THROW(Position{wrong}, Fault) << wrong;
}

class TrailTest : public testing::Test {
protected:
    const Trail::Clock::time_point start = Trail::Clock::now() - 10s;
    Trail trail;
};

TEST_F(TrailTest, AReplicaHasWhatWasAcknowledgedWhenItsPositionWasNoted) {
    trail.note(start, Position("0-1-10"));
    trail.note(start + 1s, Position("0-1-20"));
    trail.note(start + 2s, Position("0-1-30"));
    EXPECT_EQ(trail.covered(Position("0-1-9")), std::nullopt);
    EXPECT_EQ(trail.covered(Position("0-1-10")), start);
    EXPECT_EQ(trail.covered(Position("0-1-29")), start + 1s);
    EXPECT_EQ(trail.covered(Position("0-1-31")), start + 2s);
}

TEST_F(TrailTest, WhileNothingIsWrittenAReplicaStaysAsNearAsItIs) {
    trail.note(start, Position("0-1-10"));
    trail.note(start + 9s, Position("0-1-10"));
    EXPECT_EQ(trail.covered(Position("0-1-10")), start + 9s);
}

TEST_F(TrailTest, APrimaryThatDoesNotAnswerForASecondIsAway) {
    trail.note(start, Position("0-1-10"));
    trail.ask(Trail::Clock::now());
    EXPECT_FALSE(trail.away());
    trail.ask(Trail::Clock::now() - 1100ms);
    EXPECT_TRUE(trail.away());
    EXPECT_EQ(trail.reference(), start);
    trail.note(start + 9s, Position("0-1-11"));
    EXPECT_FALSE(trail.away());
}

TEST_F(TrailTest, APrimaryThatIsNotKnownToBeGoneMayHaveAnsweredForTheLastTime) {
    EXPECT_FALSE(trail.answered_since(start));
    trail.note(start, Position("0-1-10"));
    EXPECT_TRUE(trail.answered_since(start));
    EXPECT_FALSE(trail.answered_since(start + 1ms));
    trail.note(start + 1s, Position("0-1-10"));
    EXPECT_TRUE(trail.answered_since(start + 1ms)) << "the same position is an answer, too";
}

TEST_F(TrailTest, WithoutAPrimaryNothingGetsOlder) {
    trail.note(start, Position("0-1-10"));
    EXPECT_GT(trail.reference(), start + 9s);
    trail.lost();
    EXPECT_TRUE(trail.away());
    EXPECT_EQ(trail.reference(), start);
    trail.note(start + 9s, Position("0-1-10"));
    EXPECT_FALSE(trail.away());
}

}  // namespace
}  // namespace fairground::store
