// S11: the worker is killed under load. It is back within a second, nobody is refused a connection, nothing is lost or
// doubled, and the log says what happened.
#include <thread>

#include <Poco/Net/NetException.h>
#include <gmock/gmock.h>

#include "drills/supervised.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

void expect_a_killed_worker_is_replaced(test::PrivateMariaDb* server) {
    Storm storm(server);
    std::vector<std::chrono::milliseconds> back;
    std::vector<pid_t> killed;
    storm.during([&] {
        for (int i = 0; i < rounds(5); ++i) {
            std::this_thread::sleep_for(300ms);
            killed.push_back(storm.host().worker());
            storm.host().kill_worker();
            back.push_back(time_to_answer(storm.host()));
        }
    });
    print("from kill -9 of the worker to the next answer", back);
    EXPECT_THAT(back, testing::Each(testing::Lt(at_this_load(storm.host(), 1s))));
    for (const pid_t pid : killed)
        EXPECT_THAT(storm.host().log(), HasSubstr("\"worker_pid\":" + std::to_string(pid) + ",\"cause\":\"SIGKILL\""));
    EXPECT_GT(storm.sums().connections_lost, 0u) << "no strike hit a running request: the drill proved nothing";
    expect_all_adds_up_for_everyone(storm);
}

TEST(S11, AKilledWorkerIsBackWithinASecond) {
    expect_a_killed_worker_is_replaced(nullptr);
}

TEST(S11, AKilledWorkerIsBackWithinASecondOnMariaDb) {
    if (std::getenv("DRILL_ROUNDS") == nullptr) GTEST_SKIP() << "only with DRILL_ROUNDS";
    test::PrivateMariaDb server({.flush_per_commit = true, .binlog = false, .options = {}});
    expect_a_killed_worker_is_replaced(&server);
}

// The other side: whoever kills the supervisor means all of it.
TEST(S11, AKilledSupervisorLeavesNeitherWorkerNorPort) {
    Storm storm(nullptr);
    storm.host().kill();
    EXPECT_THROW(storm.host().client().get("/healthz"), Poco::Net::ConnectionRefusedException);
    storm.host().start();
}

}  // namespace
}  // namespace fairground::drills
