// The program is replaced under load, again and again: nobody loses a request, nobody is refused a connection.
#include <future>
#include <thread>

#include <Poco/Exception.h>
#include <gmock/gmock.h>

#include "drills/supervised.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;

constexpr auto done = "\"msg\":\"the drained worker has ended\"";

struct Visits {
    std::size_t answered = 0;
    std::vector<std::string> failed;
};

// One new connection after the other, without asking again.
Visits visit(const test::HostProcess& host, const std::stop_token& stop) {
    Visits visits;
    while (!stop.stop_requested()) {
        try {
            const auto answer = host.client().get("/api/v1/campaigns/storm");
            answer.status == 200 ? void(++visits.answered) : visits.failed.push_back(answer.body);
        } catch (const Poco::Exception& error) {
            visits.failed.push_back(error.displayText());
        }
    }
    return visits;
}

void expect_upgrades_lose_nothing(test::PrivateMariaDb* server) {
    Storm storm(server, load::Options{});
    Visits visits;
    std::vector<std::chrono::milliseconds> took;
    storm.during([&] {
        std::stop_source stop;
        auto visitor = std::async(std::launch::async, [&] { return visit(storm.host(), stop.get_token()); });
        for (std::size_t i = 0; i < static_cast<std::size_t>(rounds(5)); ++i) {
            std::this_thread::sleep_for(300ms);
            const auto begin = std::chrono::steady_clock::now();
            storm.host().process().send(SIGUSR2);
            ASSERT_TRUE(comes_true([&] { return times(done, storm.host().log()) == i + 1; })) << storm.host().log();
            took.push_back(std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin));
        }
        stop.request_stop();
        visits = visitor.get();
    });
    print("from the signal to the end of the old worker", took);
    std::printf("%zu visitors with a connection of their own\n", visits.answered);
    EXPECT_GT(visits.answered, 0u);
    EXPECT_THAT(visits.failed, testing::IsEmpty());
    EXPECT_EQ(storm.sums().connections_lost, 0u);
    expect_all_adds_up_for_everyone(storm);
}

TEST(Upgrade, AnUpgradeUnderLoadLosesNoRequest) {
    expect_upgrades_lose_nothing(nullptr);
}

TEST(Upgrade, AnUpgradeUnderLoadLosesNoRequestOnMariaDb) {
    if (std::getenv("DRILL_ROUNDS") == nullptr) GTEST_SKIP() << "only with DRILL_ROUNDS";
    test::PrivateMariaDb server({.flush_per_commit = true, .binlog = false, .options = {}});
    expect_upgrades_lose_nothing(&server);
}

}  // namespace
}  // namespace fairground::drills
