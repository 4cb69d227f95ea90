#include "ops/readiness.hpp"

#include <gmock/gmock.h>

namespace fairground::ops {
namespace {

TEST(Readiness, AHostIsNotReadyBeforeEverythingWasChecked) {
    Readiness readiness({"database", "campaigns"});
    readiness.ok("database");
    EXPECT_FALSE(readiness.ready());
    EXPECT_EQ(readiness.checks()[0].name, "campaigns");
    EXPECT_EQ(readiness.checks()[0].reason, "has not been checked yet");
    readiness.ok("campaigns");
    EXPECT_TRUE(readiness.ready());
}

TEST(Readiness, SaysWhatFailedAndForgetsItWhenItIsWellAgain) {
    Readiness readiness({"database"});
    readiness.ok("database");
    readiness.fail("database", "cannot connect to 10.0.0.1:3306");
    EXPECT_FALSE(readiness.ready());
    EXPECT_EQ(readiness.checks()[0].reason, "cannot connect to 10.0.0.1:3306");
    readiness.ok("database");
    EXPECT_TRUE(readiness.ready());
    EXPECT_EQ(readiness.checks()[0].reason, "");
}

TEST(Readiness, AHostWithADegradedPartIsReady) {
    Readiness readiness;
    readiness.degraded("campaign wheel", "quarantined");
    EXPECT_TRUE(readiness.ready());
    EXPECT_TRUE(readiness.checks().at(0).degraded);
    EXPECT_EQ(readiness.checks().at(0).reason, "quarantined");
    readiness.drop("campaign wheel");
    EXPECT_TRUE(readiness.checks().empty());
}

}  // namespace
}  // namespace fairground::ops
