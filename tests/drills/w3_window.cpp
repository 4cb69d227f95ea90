// W3: a campaign opens, is paused, goes on and closes by config alone: on every host, to the second, without a restart.
#include <fstream>
#include <future>
#include <thread>

#include <fmt/chrono.h>
#include <gmock/gmock.h>

#include "drills/turn_host.hpp"
#include "support/player_client.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Seconds = std::chrono::sys_seconds;
using testing::IsEmpty;

Time now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string rfc3339(Seconds time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", time);
}

// What a host said to a player who never stops asking.
struct Said {
    Time asked;
    Time answered;
    std::string what;  // "open", or the code of the refusal
};

// The states that were promised, in their order.
struct Promised {
    Time from;  // the switch was thrown then
    std::string what;
    std::chrono::milliseconds slack;  // so much later everybody says so
};

// Who said something else than what was promised for all of the time between question and answer.
std::vector<std::string> broken(const std::vector<Promised>& promised, const std::vector<Said>& said) {
    std::vector<std::string> complaints;
    for (const auto& one : said) {
        bool right = false;
        for (std::size_t i = 0; i < promised.size(); ++i) {
            const bool begun = one.answered >= promised[i].from;
            const bool over = i + 1 < promised.size() && one.asked > promised[i + 1].from + promised[i + 1].slack;
            right = right || (begun && !over && one.what == promised[i].what);
        }
        if (!right)
            complaints.push_back(
                fmt::format("'{}' to a question of {:%T}, answered {:%T}", one.what, one.asked, one.answered));
    }
    return complaints;
}

// Asks until told to stop, on a thread of its own.
class Asker {
public:
    Asker(std::uint16_t port, const std::string& name)
        : player_(port, name), asking_([this](const std::stop_token& stop) {
              for (int i = 0; !stop.stop_requested(); ++i) {
                  const Time asked = now();
                  const auto answer = player_.act("turn", "turn", "key-" + std::to_string(i));
                  said_.push_back({asked, now(), answer.status == 200 ? "open" : answer.json().value("code", "?")});
                  std::this_thread::sleep_for(5ms);
              }
          }) {}
    std::vector<Said> stop() {
        asking_.request_stop();
        asking_.join();
        return std::move(said_);
    }

private:
    test::PlayerClient player_;
    std::vector<Said> said_;
    std::jthread asking_;
};

std::string campaign(Seconds from, std::optional<Seconds> to = {}) {
    return "id: turn\nplugin: turn\nwindow: {from: " + rfc3339(from) + (to ? ", to: " + rfc3339(*to) : "") + "}\n";
}

class Window : public testing::Test {
protected:
    Window() {
        for (auto& host : hosts) host.start();
    }
    pid_t worker(int host) { return hosts[host]->worker(); }
    // As an admin does it: the file is edited on every host, and read again.
    void edit(const std::string& yaml) {
        for (auto& host : hosts) {
            std::ofstream(host->folder() / "campaigns/turn.yaml") << yaml;
            ASSERT_EQ(host.reload_campaigns().status, 200);
        }
    }
    static Seconds soon() { return std::chrono::ceil<std::chrono::seconds>(now()) + 2s; }

    test::PrivateMariaDb server;
    const Seconds some_day = soon() + std::chrono::hours(24);
    TurnHost hosts[2]{TurnHost({{"turn.yaml", campaign(some_day)}}, server.url()),
                      TurnHost({{"turn.yaml", campaign(some_day)}}, server.url())};
};

TEST_F(Window, OpensPausesGoesOnAndClosesOnEveryHostToTheSecond) {
    const pid_t workers[] = {worker(0), worker(1)};
    const Seconds opens = soon();
    edit(campaign(opens));
    Asker first(hosts[0]->port(), "ann");
    Asker second(hosts[1]->port(), "bob");
    // The clock opens it without any slack; what an admin switches is known to all hosts a second later.
    std::vector<Promised> promised{{Time{}, "not_started", 0s}, {opens, "open", 0s}};
    const auto admin = [&](const std::string& command, const std::string& state) {
        promised.push_back({now(), state, 1s});
        const auto ran = hosts[0]->run({"campaigns", command, "turn"});
        ASSERT_EQ(ran.code, 0) << ran.output;
        promised.back().slack += std::chrono::ceil<std::chrono::seconds>(now() - promised.back().from);
        std::this_thread::sleep_for(1500ms);
    };
    std::this_thread::sleep_until(opens + 1s);
    admin("pause", "paused");
    admin("resume", "open");

    const Seconds closes = soon();
    edit(campaign(opens, closes));
    promised.push_back({closes, "ended", 0s});
    std::this_thread::sleep_until(closes + 500ms);
    auto said = first.stop();
    const auto by_second = second.stop();
    said.insert(said.end(), by_second.begin(), by_second.end());

    EXPECT_THAT(broken(promised, said), IsEmpty());
    for (const char* state : {"not_started", "open", "paused", "ended"})
        EXPECT_TRUE(std::ranges::any_of(said, [&](const Said& one) { return one.what == state; })) << state;
    EXPECT_EQ(workers[0], worker(0)) << "no host was started again for this";
    EXPECT_EQ(workers[1], worker(1));
    const auto sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    EXPECT_EQ(sql->number(fmt::format("SELECT COUNT(*) FROM request WHERE at_ms < {} OR at_ms >= {}",
                                      Time(opens).time_since_epoch().count(), Time(closes).time_since_epoch().count())),
              0);
    std::printf("%zu answers of two hosts\n", said.size());

    // Would a host whose clock is a second off have been noticed?
    promised[1].from += 1s;
    EXPECT_THAT(broken(promised, said), testing::Not(IsEmpty()));
    promised[1].from -= 2s;
    EXPECT_THAT(broken(promised, said), testing::Not(IsEmpty()));
    promised[1].from += 1s;
    std::erase_if(promised, [](const Promised& one) { return one.what == "paused"; });
    EXPECT_THAT(broken(promised, said), testing::Not(IsEmpty()));
}

// Players see when it opens, not an error.
TEST_F(Window, BeforeItOpensThePageIsThereAndSaysWhen) {
    const auto card = hosts[1]->client().get("/api/v1/campaigns/turn");
    ASSERT_EQ(card.status, 200);
    EXPECT_EQ(card.json()["status"], "not_started");
    EXPECT_EQ(card.json()["starts_at"].get<std::string>().substr(0, 19), rfc3339(some_day).substr(0, 19));
}

}  // namespace
}  // namespace fairground::drills
