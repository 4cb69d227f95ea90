// Events across campaigns: who hears what, and what becomes of an action whose listener refuses or fails.
#include <latch>

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using Kind = Answer::Kind;
using namespace std::chrono_literals;

class HearingTest : public Stage {
protected:
    // Besides the probe, which tells probe.done.
    void open(const std::vector<std::string>& yamls) {
        std::vector<config::CampaignFile> files{config::parse_campaign(
            "id: probe\nplugin: probe\ntime_zone: Asia/Shanghai\nsettings: {stock: 10, per_day: 4}", "probe.yaml")};
        for (const auto& yaml : yamls) files.push_back(config::parse_campaign(yaml, "echo.yaml"));
        engine_.reset();
        catalogue_.emplace(campaign::Catalogue::load(files, *shelf_, *store_));
        revision_ = catalogue_->find("probe")->revision();
        options_.catalogue = &*catalogue_;
        start();
    }
    static std::string echo(const std::string& id, const std::string& settings, const std::string& more = "",
                            const std::string& plugin = "echo") {
        return "id: " + id + "\nplugin: " + plugin + "\n" + more + "settings: " + settings;
    }
    void TearDown() override {
        engine_.reset();
        revision_.reset();
        catalogue_.reset();
        Stage::TearDown();
    }

    Answer tell(const std::string& player, std::int64_t amount = 5, std::optional<std::string> key = {}) {
        return act(player, "tell", json{{"amount", amount}}.dump(), std::move(key));
    }
    Answer ask(const std::string& campaign, const std::string& player) {
        const auto revision = catalogue_->find(campaign)->revision();
        ViewCall call{revision, revision->rules->manifest().view("look"), auth::Player{.id = player}, "{}", now_};
        return wait([&](Done done) { engine_->view(call, std::move(done)); });
    }
    json seen(const std::string& campaign, const std::string& player) {
        const auto answer = ask(campaign, player);
        EXPECT_EQ(answer.kind, Kind::done) << answer.code << answer.detail;
        return json::parse(answer.body);
    }
    std::int64_t points(const std::string& player) { return look(player)["points"]; }
    std::int64_t entries(const std::string& player) {
        const auto reader = store_->reader();
        const auto row = reader->player("default", player);
        return row ? static_cast<std::int64_t>(reader->records(row->id, revision_->campaign, "told", 0, 0, 100).size())
                   : 0;
    }

    std::optional<campaign::Catalogue> catalogue_;
};

TEST_F(HearingTest, AListenerSeesWhatTheActionDidAndAddsToIt) {
    open({echo("echo", "{listens: [probe.done]}")});
    store_->import_coupons("echo", "tea", std::vector<std::string>{"T1", "T2"});
    const auto answer = tell("ann");
    EXPECT_EQ(answer.kind, Kind::done) << answer.detail;
    const auto echo = seen("echo", "ann");
    EXPECT_EQ(echo["records"], json::parse(R"([{"topic": "probe.done", "from": "probe", "plugin": "probe",
                                               "points": 5, "payload": {"amount": 5}}])"));
    EXPECT_EQ(echo["heard"]["count"], 1);
    EXPECT_EQ(echo["sum"], 1);
    EXPECT_EQ(echo["left"], 99'999);
    EXPECT_EQ(echo["coupons"], 1);
    EXPECT_EQ(echo["state"], "loud");
    EXPECT_EQ(points("ann"), 15);
    EXPECT_EQ(look("ann")["left"], 4) << "the stock of the acting campaign is its own";
    expect_ledger_adds_up();
}

TEST_F(HearingTest, TheStatementNamesTheListeningCampaignAndTheEvent) {
    open({echo("echo", "{listens: [probe.done]}")});
    tell("ann");
    const auto reader = store_->reader();
    const auto accounts = reader->player("default", "ann");
    const auto lines = reader->entries(accounts->id, "points", 0, 10);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].campaign, catalogue_->find("echo")->revision()->campaign);
    EXPECT_EQ(lines[0].action, "probe.done");
    EXPECT_EQ(lines[1].campaign, revision_->campaign);
}

TEST_F(HearingTest, ListenersHearInTheOrderOfTheirCampaignsAndSeeEachOther) {
    const auto zeta = echo("zeta", "{listens: [probe.done]}");
    open({zeta});
    open({zeta, echo("alpha", "{listens: [probe.done]}")});
    tell("ann");
    EXPECT_EQ(seen("zeta", "ann")["records"][0]["points"], 5) << "published first";
    EXPECT_EQ(seen("alpha", "ann")["records"][0]["points"], 15);
    EXPECT_EQ(points("ann"), 25);
}

TEST_F(HearingTest, AListenersEventsAreHeardToo) {
    open({echo("second", "{listens: [echo.heard]}", "", "echo-skip"),
          echo("first", "{listens: [probe.done], how: [answer]}")});
    tell("ann");
    const auto second = seen("second", "ann");
    EXPECT_EQ(second["records"][0]["from"], "first");
    EXPECT_EQ(second["records"][0]["payload"]["of"], "probe.done");
    EXPECT_EQ(second["records"][0]["points"], 15);
    expect_ledger_adds_up();
}

TEST_F(HearingTest, NobodyHearsWhatHeDidNotAskFor) {
    open({echo("echo", "{listens: [other.thing]}"), echo("deaf", "{}")});
    tell("ann");
    EXPECT_EQ(points("ann"), 5);
    EXPECT_TRUE(seen("echo", "ann")["records"].empty());
}

TEST_F(HearingTest, ACampaignThatIsNotOpenForThePlayerDoesNotHear) {
    open({echo("paused", "{listens: [probe.done]}"),
          echo("over", "{listens: [probe.done]}", "window: {to: 2026-01-01T00:00:00Z}\n"),
          echo("not-yet", "{listens: [probe.done]}", "window: {from: 2027-01-01T00:00:00Z}\n"),
          echo("others", "{listens: [probe.done]}", "audience: {allow: [bob]}\n"),
          echo("bank", "{listens: [probe.done]}", "tenant: bank\n")});
    catalogue_->find("paused")->set_paused(true);
    tell("ann");
    EXPECT_EQ(points("ann"), 5);
    tell("bob");
    EXPECT_EQ(points("bob"), 15) << "he is in the audience of others";
    catalogue_->find("paused")->set_paused(false);
    tell("ann");
    EXPECT_EQ(points("ann"), 20);
}

TEST_F(HearingTest, ARefusalDropsWhatTheListenerDidAndLeavesTheAction) {
    open({echo("echo", "{listens: [probe.done], then: refuse, how: [answer]}"),
          echo("second", "{listens: [echo.heard]}", "", "echo-skip")});
    EXPECT_EQ(tell("ann").kind, Kind::done);
    EXPECT_EQ(points("ann"), 5);
    const auto echo = seen("echo", "ann");
    EXPECT_TRUE(echo["records"].empty());
    EXPECT_EQ(echo["sum"], 0);
    EXPECT_EQ(echo["left"], 100'000);
    EXPECT_TRUE(seen("second", "ann")["records"].empty()) << "a dropped event is not heard";
    EXPECT_EQ(entries("ann"), 1);
    expect_ledger_adds_up();
}

TEST_F(HearingTest, AFaultIsLetGoByTheListenersPolicy) {
    open({echo("echo", "{listens: [probe.done], then: fail}", "", "echo-skip")});
    EXPECT_EQ(tell("ann").kind, Kind::done);
    EXPECT_EQ(points("ann"), 5);
    EXPECT_TRUE(seen("echo", "ann")["records"].empty());
    EXPECT_EQ(engine_->counters().skipped_listeners, 1u);
    EXPECT_EQ(engine_->counters().faults, 0u);
}

TEST_F(HearingTest, AFaultUndoesTheWholeActionByTheListenersPolicy) {
    open({echo("calm", "{listens: [probe.done]}"), echo("echo", "{listens: [probe.done], then: fail}")});
    act("ann", "earn", R"({"amount": 3})");
    const auto before = look("ann");
    const auto version = view("ann", "look").player_version;
    const auto answer = tell("ann", 5, "k1");
    EXPECT_EQ(answer.kind, Kind::fault);
    EXPECT_NE(answer.detail.find("campaign echo"), std::string::npos) << answer.detail;
    EXPECT_EQ(answer.player_version, version);
    EXPECT_EQ(look("ann"), before);
    EXPECT_EQ(entries("ann"), 0);
    EXPECT_TRUE(seen("calm", "ann")["records"].empty()) << "what others heard is undone too";
    EXPECT_EQ(engine_->counters().faults, 1u);

    open({echo("echo", "{listens: [probe.done]}")});
    const auto again = tell("ann", 5, "k1");
    EXPECT_EQ(again.kind, Kind::done);
    EXPECT_FALSE(again.replayed) << "the key was not used up";
    EXPECT_EQ(points("ann"), 18);
    expect_ledger_adds_up();
}

TEST_F(HearingTest, AnOverrunIsAFault) {
    open({echo("slow", "{listens: [probe.done], then: overrun}", "", "echo-skip")});
    EXPECT_EQ(tell("ann").kind, Kind::done);
    EXPECT_EQ(points("ann"), 5);
    open({echo("slower", "{listens: [probe.done], then: overrun}")});
    EXPECT_EQ(tell("ann").kind, Kind::fault);
    EXPECT_EQ(points("ann"), 5);
}

TEST_F(HearingTest, AnActionIsOneChangeWithAllItsListeners) {
    open({echo("echo", "{listens: [probe.done], how: [answer]}"),
          echo("second", "{listens: [echo.heard]}", "", "echo-skip")});
    const auto answer = tell("ann", 5, "k1");
    EXPECT_EQ(view("ann", "look").player_version, answer.player_version);
    EXPECT_EQ(ask("echo", "ann").player_version, answer.player_version);
    const auto again = tell("ann", 5, "k1");
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.player_version, answer.player_version);
    EXPECT_EQ(seen("second", "ann")["heard"]["count"], 1) << "a repetition is not heard again";
}

TEST_F(HearingTest, ManyPlayersAreHeardInBulk) {
    open({echo("echo", "{listens: [probe.done], then: fail, only: p7}"),
          echo("other", "{listens: [probe.done], then: fail, only: p11}", "", "echo-skip")});
    constexpr int players = 60;
    std::vector<Answer> answers(players);
    std::latch done(players);
    for (int i = 0; i < players; ++i)
        engine_->act(call("p" + std::to_string(i), "tell", R"({"amount": 5})"), [&, i](Answer&& answer) {
            answers[i] = std::move(answer);
            done.count_down();
        });
    done.wait();
    for (int i = 0; i < players; ++i) {
        EXPECT_EQ(answers[i].kind, i == 7 ? Kind::fault : Kind::done) << i << answers[i].detail;
        EXPECT_EQ(points("p" + std::to_string(i)), i == 7 ? 0 : i == 11 ? 15 : 25) << i;
    }
    EXPECT_EQ(seen("echo", "p1")["sum"], players - 1);
    EXPECT_EQ(seen("other", "p1")["sum"], players - 2);
    EXPECT_EQ(seen("echo", "p1")["left"], 100'000 - (players - 1));
    EXPECT_LT(engine_->counters().batches, 40u);
    EXPECT_EQ(engine_->counters().undeclared_loads, 0u);
    expect_ledger_adds_up();
}

TEST_F(HearingTest, AnUndoneActionTakesWhatWasLoadedForItWithIt) {
    open({echo("digger", "{listens: [probe.done], how: [unplanned]}"),
          echo("echo", "{listens: [probe.done], then: fail, only: '13'}")});
    tell("ann");
    // Enough that an undone turn and a good one meet in a batch.
    constexpr int turns = 60;
    std::vector<Answer> answers(turns);
    std::latch done(turns);
    for (int i = 0; i < turns; ++i)
        engine_->act(call("ann", "tell", i % 3 == 2 ? R"({"amount": 5})" : R"({"amount": 13})"),
                     [&, i](Answer&& answer) {
                         answers[i] = std::move(answer);
                         done.count_down();
                     });
    done.wait();
    for (int i = 0; i < turns; ++i) EXPECT_EQ(answers[i].kind, i % 3 == 2 ? Kind::done : Kind::fault);
    EXPECT_EQ(seen("digger", "ann")["extra"]["count"], 1 + turns / 3);
    EXPECT_EQ(seen("digger", "ann")["gems"], 1 + turns / 3);
    EXPECT_EQ(seen("digger", "ann")["records"].size(), 1u + turns / 3);
    expect_ledger_adds_up();
}

TEST_F(HearingTest, ACircleIsRefusedByName) {
    try {
        open({echo("first", "{listens: [echo.heard]}"), echo("second", "{listens: [echo.heard]}")});
        FAIL() << "a circle was published";
    } catch (const config::Error& refused) {
        EXPECT_NE(
            std::string(refused.what())
                .find("echo.yaml:3:11: settings: events would go in a circle: first → first by echo.heard; let one of "
                      "these campaigns not listen"),
            std::string::npos)
            << refused.what();
    }
}

}  // namespace
}  // namespace fairground::engine
