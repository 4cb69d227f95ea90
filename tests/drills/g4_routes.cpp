// G4: a revision whose plugin no longer serves what players call is named before anything is touched.
#include <fstream>

#include <gmock/gmock.h>

#include "drills/rollout_hosts.hpp"

namespace fairground::drills {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(G4, ARouteInUseThatWouldBeGoneIsNamedBeforeAnythingIsTouched) {
    RolloutHosts hosts(1, false);
    for (int i = 0; i < 3; ++i) ASSERT_EQ(hosts.seen(0, "ann").status, 200);
    hosts[0]->stop();  // tells what it has counted
    const auto check = [&](const std::string& version) {
        std::ofstream(hosts[0]->folder() / "campaigns/turn.yaml") << "id: turn\nplugin: turn@" << version << "\n";
        return hosts[0]->run({"check", (hosts[0]->folder() / "campaigns/turn.yaml").string(), "--against-traffic"});
    };
    const auto lost = check("6");
    EXPECT_EQ(lost.code, 1) << lost.output;
    EXPECT_THAT(lost.output, HasSubstr("turn.yaml:2:9: plugin: action turn was called 3 times in the last 30 days"));
    EXPECT_THAT(lost.output, HasSubstr("and turn 6.0.0 does not serve it"));
    const auto kept = check("2");
    EXPECT_EQ(kept.code, 0) << kept.output;
    EXPECT_THAT(kept.output, Not(HasSubstr("does not serve")));
}

}  // namespace
}  // namespace fairground::drills
