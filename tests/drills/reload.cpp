// Reload under full load: no request fails, each answer comes from the code it names, the new version answers at once,
// and every old image leaves memory.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "drills/turn_host.hpp"
#include "load/load.hpp"

namespace fairground::drills {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::HasSubstr;
using testing::IsEmpty;

class ReloadDrill : public testing::Test {
protected:
    ReloadDrill() { host.start(); }

    double metric(const std::string& name) {
        const std::string text = admin.get("/metrics").body;
        const auto at = text.find("\n" + name + " ");
        if (at == text.npos) throw std::runtime_error("no metric " + name);
        return std::stod(text.substr(at + name.size() + 2));
    }
    // The private copies that are mapped into the host's memory.
    std::set<std::string> mapped() {
        std::ifstream maps("/proc/" + std::to_string(host->worker()) + "/maps");
        std::set<std::string> images;
        for (std::string line; std::getline(maps, line);)
            if (const auto at = line.find("/images/"); at != line.npos) images.insert(line.substr(at));
        return images;
    }
    // Waits for the last calls of old revisions.
    void until_one_image() {
        for (const auto end = Clock::now() + 2s; Clock::now() < end && metric("fairground_plugin_images") > 1;)
            std::this_thread::sleep_for(20ms);
    }

    TurnHost host;
    test::HttpClient admin{host->admin_port()};
};

TEST_F(ReloadDrill, FiftyReloadsUnderFullLoadLoseNothingAndLeaveNothingBehind) {
    load::Driver driver(
        {.port = host->port(), .campaign = "turn", .action = "turn", .connections = 32, .players = 200});
    driver.log_in();
    std::atomic<bool> reloading{true};
    auto loaded = std::async(std::launch::async, [&] {
        std::vector<load::Report> reports;
        while (reloading) reports.push_back(driver.run(300ms));
        return reports;
    });

    std::vector<std::chrono::milliseconds> until_new;
    std::vector<int> took;
    const std::string versions[] = {"one", "two"};
    for (int i = 1; i <= rounds(50); ++i) {
        host.put("turn_" + versions[i % 2], i % 4 < 2);
        const auto sent = Clock::now();
        const auto answer = host.reload();
        ASSERT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(host.answers_now(), i % 2 == 1 ? "turn/2.0.0" : "turn/1.0.0") << answer.body;
        took.push_back(answer.json()["took_ms"]);
        until_new.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - sent));
    }
    reloading = false;

    std::size_t answered = 0;
    std::map<std::string, std::size_t> made;
    for (const auto& report : loaded.get()) {
        EXPECT_THAT(report.unanswered, IsEmpty());
        EXPECT_EQ(report.connections_lost, 0u);
        EXPECT_EQ(report.busy, 0u);
        for (const auto& one : report.answered) {
            ASSERT_EQ(one.status, 200) << one.body;
            ASSERT_EQ(nlohmann::json::parse(one.body)["made_by"], one.plugin)
                << "the code is not the one that is named";
            ++made[one.plugin];
            ++answered;
        }
    }
    EXPECT_EQ(made.size(), 2u);
    std::sort(until_new.begin(), until_new.end());
    std::printf(
        "%zu requests, %zu by 1.0.0 and %zu by 2.0.0; the new version answered after %lld ms (median), %lld ms "
        "(longest)\n",
        answered, made["turn/1.0.0"], made["turn/2.0.0"],
        static_cast<long long>(until_new[until_new.size() / 2].count()),
        static_cast<long long>(until_new.back().count()));
    std::sort(took.begin(), took.end());
    std::printf("a reload took %d ms (median), %d ms (longest)\n", took[took.size() / 2], took.back());
    // The tenth part that other programs of a busy machine may hold up is printed above.
    EXPECT_LT(until_new[until_new.size() * 9 / 10], at_this_load(*host, 200ms));

    until_one_image();
    EXPECT_EQ(metric("fairground_plugin_images"), 1);
    EXPECT_EQ(metric("fairground_plugin_images_stuck"), 0);
    EXPECT_EQ(mapped().size(), 1u) << testing::PrintToString(mapped());
    EXPECT_EQ(std::distance(fs::directory_iterator(host->folder() / "data/images"), {}), 2) << "one copy and the lock";
    EXPECT_EQ(host->stop(), 0) << host->log();
}

// The proof that a stuck image would be seen.
TEST_F(ReloadDrill, AnImageThatDoesNotLeaveIsCountedAndTheLogSaysWhy) {
    host.put("turn_pinned");
    ASSERT_EQ(host.reload().status, 200);
    EXPECT_EQ(host.answers_now(), "turn/3.0.0");
    host.put("turn_one");
    ASSERT_EQ(host.reload().status, 200);
    EXPECT_EQ(host.answers_now(), "turn/1.0.0");
    until_one_image();
    EXPECT_EQ(metric("fairground_plugin_images"), 1);
    EXPECT_EQ(metric("fairground_plugin_images_stuck"), 1);
    EXPECT_EQ(mapped().size(), 2u);
    EXPECT_EQ(host->stop(), 0);
    EXPECT_THAT(host->log(), HasSubstr("plugin turn 3.0.0 (generation 2) stays in memory after its unloading: it has a "
                                       "thread_local with a destructor"));
}

TEST_F(ReloadDrill, ARefusedReloadDisturbsNobody) {
    host.put("turn_crashing");
    const auto refused = host.reload();
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json()["step"], "load") << refused.body;
    EXPECT_THAT(refused.json()["detail"].get<std::string>(), HasSubstr("crashes in load: tried in a process of its "
                                                                       "own, it was killed by signal 11"));
    EXPECT_EQ(host.answers_now(), "turn/1.0.0");
    const auto ran = host->run({"plugin", "reload", "turn"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.output, HasSubstr("refused at the step \"load\": "));
    host.put("turn_two");
    const auto done = host->run({"plugin", "reload"});
    EXPECT_EQ(done.code, 0) << done.output;
    EXPECT_THAT(done.output, HasSubstr("turn: turn/1.0.0 -> turn/2.0.0, revision 2, generation "));
    EXPECT_EQ(admin.post("/api/v1/admin/plugins/turn/reload", "", {{"Authorization", "Bearer 00"}}).status, 401);
}

// As `serve --watch` starts it.
class Watched : public ReloadDrill {
protected:
    Watched() {
        host->stop();
        ::setenv("FAIRGROUND_WATCH", "1", 1);
        host.start();
        ::unsetenv("FAIRGROUND_WATCH");
    }
    nlohmann::json refusals() { return test::HttpClient(host->port()).get("/dev/refusals").json()["refusals"]; }
    // How long it took until that held; a minute: never.
    template <typename Holds>
    std::chrono::milliseconds until(Holds holds) {
        const auto begin = Clock::now();
        while (!holds() && Clock::now() - begin < 1min) std::this_thread::sleep_for(10ms);
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    }
};

TEST_F(Watched, AChangedPluginAnswersInUnderASecondAndARefusalIsShown) {
    host.put("turn_two");
    const auto took = until([&] { return host.answers_now() == "turn/2.0.0"; });
    std::printf("the changed plugin answered after %lld ms\n", static_cast<long long>(took.count()));
    EXPECT_LT(took, 1s);
    std::ofstream(host.plugin(), std::ios::binary) << "half a file";
    EXPECT_LT(until([&] { return !refusals().empty(); }), 10s);
    EXPECT_THAT(refusals()[0]["reason"].get<std::string>(), HasSubstr("turn.so: not a shared library"));
    EXPECT_EQ(host.answers_now(), "turn/2.0.0");
    host.put("turn_one");
    EXPECT_LT(until([&] { return host.answers_now() == "turn/1.0.0"; }), 10s);
    EXPECT_LT(until([&] { return refusals().empty(); }), 10s);
}

}  // namespace
}  // namespace fairground::drills
