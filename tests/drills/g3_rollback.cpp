// G3: a host with a hundred campaigns is ready in a second, and the way back from a bad plugin is as short as the way
// there, on every host.
#include <future>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/turn_host.hpp"
#include "support/private_mariadb.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::map<std::string, std::string> a_hundred_campaigns() {
    std::map<std::string, std::string> campaigns{{"turn.yaml", "id: turn\nplugin: turn\n"}};
    for (int i = 1; i < 100; ++i) {
        const std::string id = "turn-" + std::to_string(i);
        campaigns[id + ".yaml"] = "id: " + id + "\nplugin: turn\n";
    }
    return campaigns;
}

std::chrono::milliseconds time_to_ready(TurnHost& host) {
    const auto begin = Clock::now();
    host.start();
    return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
}

TEST(G3, AHundredCampaignsAreReadyInASecondAlsoOnTheFirstDay) {
    TurnHost host(a_hundred_campaigns());
    const auto first = time_to_ready(host);
    ASSERT_EQ(host->stop(), 0);
    const auto again = time_to_ready(host);
    print("ready after", {first, again});
    EXPECT_LT(first, at_this_load(*host, 1s));
    EXPECT_LT(again, at_this_load(*host, 1s));
}

// From the command until a call is answered by that version.
std::chrono::milliseconds time_until(TurnHost& host, const std::string& version) {
    const auto begin = Clock::now();
    const auto answer = host.reload();
    if (answer.status != 200) throw std::runtime_error("the reload was refused: " + answer.body);
    const auto answers = host.answers_now();
    if (answers != version) throw std::runtime_error("expected " + version + " to answer, found " + answers);
    return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
}

TEST(G3, TheWayBackIsAsShortAsTheWayThereOnEveryHost) {
    test::PrivateMariaDb server;
    TurnHost hosts[]{TurnHost(a_hundred_campaigns(), server.url()), TurnHost(a_hundred_campaigns(), server.url())};
    for (auto& host : hosts) host.start();
    std::vector<std::chrono::milliseconds> back;
    for (int i = 0; i < 5; ++i)
        for (const auto& [build, version] :
             {std::pair("turn_two", "turn/2.0.0"), std::pair("turn_one", "turn/1.0.0")}) {
            std::vector<std::future<std::chrono::milliseconds>> reloads;
            for (auto& host : hosts) {
                host.put(build);
                reloads.push_back(
                    std::async(std::launch::async, [&host, version] { return time_until(host, version); }));
            }
            for (auto& reload : reloads) back.push_back(reload.get());
        }
    std::ranges::sort(back);
    print("from the command to the version's first answer, on two hosts at once", back);
    EXPECT_LT(back[back.size() / 2], at_this_load(*hosts[0], 200ms));

    hosts[0].put("turn_two");
    EXPECT_EQ(hosts[0].answers_now(), "turn/1.0.0") << "without the command nothing changes: the drill would see it";
}

}  // namespace
}  // namespace fairground::drills
