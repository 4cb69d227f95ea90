// Whose turn it is among campaigns, and among tenants.
#include "engine/turns.hpp"

#include <string>

#include <gtest/gtest.h>

namespace fairground::engine {
namespace {

class TurnsTest : public testing::Test {
protected:
    std::string order(int so_many) {
        std::string text;
        for (int i = 0; i < so_many; ++i) text += *turns.next();
        return text;
    }
    Turns<char> turns;
    char a = 'a', b = 'b', c = 'c';
};

TEST_F(TurnsTest, TheBusyComeInTurn) {
    turns.again(a);
    turns.again(b);
    EXPECT_EQ(order(1), "a");
    turns.again(a);
    EXPECT_EQ(order(2), "ba");
}

TEST_F(TurnsTest, WhoWasIdleDoesNotWaitForTheBusy) {
    turns.again(a);
    turns.again(b);
    turns.add(c);
    EXPECT_EQ(order(3), "cab");
}

TEST_F(TurnsTest, WhoComesBackAtOnceWaitsLikeTheOthers) {
    turns.again(a);
    turns.add(c);
    EXPECT_EQ(order(1), "c");
    turns.again(c);
    EXPECT_EQ(order(2), "ac");
}

TEST_F(TurnsTest, NobodyIsNobody) {
    EXPECT_TRUE(turns.empty());
    EXPECT_EQ(turns.next(), nullptr);
}

}  // namespace
}  // namespace fairground::engine
