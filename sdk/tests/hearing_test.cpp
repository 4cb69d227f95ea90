// SPDX-License-Identifier: MIT
// Listeners and jobs: what other campaigns and the calendar make a plugin do.
#include <gmock/gmock.h>

#include "fairground/plugin.hpp"
#include "fairground/testkit.hpp"

namespace {

using namespace fairground;
using testing::ElementsAre;
using testing::HasSubstr;

struct EarSettings {
    std::vector<std::string> topics;
    static EarSettings read(const Json& json, Problems&) {
        return {json.value("topics", std::vector<std::string>{"signin.completed"})};
    }
};

class Ear final : public Campaign<EarSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("start", &Ear::start).needs(value("heard"));
        manifest.listener(&Ear::hear, OnFault::skip).needs(value("heard")).plans(&Ear::plan_hear);
        manifest.view("look", &Ear::look).needs(value("heard"));
        manifest.job("remind", "daily 20:00", &Ear::remind).needs(value("heard")).plans(&Ear::plan_remind);
        manifest.job("settle", "monthly last 23:50", &Ear::remind).needs(value("heard"));
    }

    Json start(Call& call) const {
        call.value("heard").put(Json::array());
        return Json::object();
    }
    void plan_hear(Plan& plan, const Input& input) const {
        if (input.text("topic") == "signin.completed") plan.account("points");
    }
    void hear(Call& call, const Event& event) const {
        call.account("points").credit(event.payload.value("days", 1), event.topic);
        if (event.payload.contains("refuse")) refuse("enough");
        if (event.payload.contains("fail")) throw std::runtime_error("a bug");
        call.value("heard").put({event.topic, event.campaign, event.plugin, event.payload});
    }
    void plan_remind(Plan& plan, const Input& input) const {
        plan.account(input.text("job") + "-" + std::to_string(input.integer("day")));
    }
    void remind(Call& call, const Run& run) const {
        call.value("heard").put({run.job, run.day, run.due, call.account("remind-20260301").balance()});
    }
    Json look(Call& call) const { return call.value("heard").get().value_or(nullptr); }

    std::vector<std::string> listens() const { return settings().topics; }
};

const fg_plugin ear = detail::Border<Ear>::table();

struct HearingTest : testing::Test {
    Testkit kit{Json::object(), &ear};
    Json look(const std::string& player) { return kit.as(player).view("look").body; }
};

TEST_F(HearingTest, TheManifestCountsAllRoutesTogether) {
    const Json manifest = kit.manifest();
    EXPECT_EQ(manifest["listener"], Json({{"number", 1}, {"on_fault", "skip"}}));
    EXPECT_EQ(manifest["views"][0]["number"], 2);
    EXPECT_EQ(manifest["jobs"], Json::parse(R"([{"name": "remind", "number": 3, "schedule": "daily 20:00"},
        {"name": "settle", "number": 4, "schedule": "monthly last 23:50"}])"));
    EXPECT_EQ(manifest["actions"].size(), 1u);
}

TEST_F(HearingTest, AListenerIsToldOfAnotherPlayersEvent) {
    const auto heard = kit.hear("ann", "signin.completed", {{"days", 3}});
    ASSERT_TRUE(heard.ok()) << heard;
    EXPECT_EQ(heard.body, Json::object());
    EXPECT_EQ(look("ann"), Json({"signin.completed", "signin", "daily-signin", {{"days", 3}}}));
    EXPECT_EQ(kit.balance("points"), 3);
    EXPECT_EQ(kit.entries().at(0).action, "signin.completed");
    EXPECT_EQ(look("player-1"), nullptr);
    EXPECT_THAT(kit.warnings(), testing::IsEmpty());
}

TEST_F(HearingTest, ARefusalOrFaultOfAListenerLeavesNoTrace) {
    EXPECT_TRUE(kit.hear("ann", "signin.completed", {{"refuse", 1}}).refused("enough"));
    EXPECT_EQ(kit.hear("ann", "signin.completed", {{"fail", 1}}).status, FG_FAULT);
    EXPECT_EQ(look("ann"), nullptr);
    EXPECT_EQ(kit.balance("points"), 0);
}

TEST_F(HearingTest, OnlyTheTopicsOfTheSettingsAreHeard) {
    EXPECT_THROW(kit.hear("ann", "prize.won"), std::logic_error);
    Testkit other({{"topics", {"prize.won"}}}, &ear);
    EXPECT_TRUE(other.hear("ann", "prize.won").ok());
    EXPECT_THAT(other.warnings(), ElementsAre(HasSubstr("account \"points\" was not planned")));
}

TEST_F(HearingTest, AJobRunsForOnePlayerWhenItIsDue) {
    kit.as("ann").act("start");
    kit.as("bob").at(20260301, std::chrono::hours(20));
    const auto run = kit.run("remind", "ann");
    ASSERT_TRUE(run.ok()) << run;
    EXPECT_EQ(look("ann"), Json({"remind", 20260301, kit.now(), 0}));
    EXPECT_EQ(look("bob"), nullptr);
    EXPECT_THAT(kit.warnings(), testing::IsEmpty());
    EXPECT_THROW(kit.run("rewind", "ann"), std::logic_error);
}

TEST_F(HearingTest, AJobForAPlayerWithoutAValueIsSomethingNoHostDoes) {
    kit.run("settle", "ann");
    EXPECT_THAT(kit.warnings(), testing::Contains(HasSubstr("only for players of whom the campaign keeps a value")));
}

// What a call of the route answers to an input that no host of today sends.
std::string told(std::uint32_t route, const std::string& input) {
    const fg_host host = {sizeof(fg_host), nullptr,
                          [](void*, fg_str name) { return testkit::table(testkit::view(name)); }};
    detail::Gathered reply;
    detail::Gathered created;
    fg_instance* instance = nullptr;
    EXPECT_EQ(ear.create(&host, {"{}", 2}, created.sink(), &instance), FG_OK);
    EXPECT_EQ(ear.call(instance, route, nullptr, detail::bytes(input), reply.sink()), FG_INVALID) << input;
    ear.destroy(instance);
    return std::move(reply).text();
}

TEST(Told, things_are_read_strictly) {
    constexpr std::uint32_t listener = 1;
    constexpr std::uint32_t job = 3;
    EXPECT_THAT(told(listener, ""), HasSubstr("what the host tells: not a JSON object"));
    EXPECT_THAT(told(listener, "[]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(told(listener, std::string(1000, '[')), HasSubstr("nested deeper than 64 levels"));
    EXPECT_THAT(told(listener, R"({"topic":"a","campaign":"b","plugin":"c"})"),
                HasSubstr("the field 'payload' is missing"));
    EXPECT_THAT(told(listener, R"({"topic":"a","campaign":"b","plugin":"c","payload":[]})"),
                HasSubstr("field 'payload': found array, expected an object"));
    EXPECT_THAT(told(listener, R"({"topic":7,"campaign":"b","plugin":"c","payload":{}})"),
                HasSubstr("field 'topic': found number, expected a name"));
    EXPECT_THAT(told(job, R"({"job":"a","due":1})"), HasSubstr("the field 'day' is missing"));
    EXPECT_THAT(told(job, R"({"job":"a","day":1.5,"due":1})"),
                HasSubstr("field 'day': found number, expected a number from 0"));
    EXPECT_THAT(told(job, R"({"job":"a","day":20260301,"due":-1})"), HasSubstr("field 'due'"));
    EXPECT_THAT(told(job, R"({"job":"a","day":99999999999,"due":1})"), HasSubstr("field 'day'"));
    EXPECT_THAT(told(job, R"({"job":"","day":20260301,"due":1})"), HasSubstr("field 'job'"));
}

TEST(Told, things_of_a_newer_host_may_hold_more) {
    const Event event = detail::read_event(R"({"topic":"a","campaign":"b","plugin":"c","payload":{"n":1},"depth":2})");
    EXPECT_EQ(event.payload["n"], 1);
}

TEST(Listeners, and_jobs_are_declared_once_and_take_nothing_from_players) {
    Manifest manifest;
    Route& listener = manifest.listener(&Ear::hear, OnFault::undo);
    EXPECT_EQ(manifest.describe(fg_stamp_v1)["listener"]["on_fault"], "undo");
    EXPECT_THROW(listener.takes({text("x")}), std::logic_error);
    EXPECT_THROW(listener.role(Role::admin), std::logic_error);
    EXPECT_THROW(manifest.listener(&Ear::hear, OnFault::undo), std::logic_error);
}

TEST(Schedules, have_a_time_of_day_and_maybe_a_day) {
    for (const char* good : {"daily 00:00", "daily 23:59", "weekly sun 12:30", "monthly 1 00:05", "monthly 28 09:00",
                             "monthly last 23:50"})
        EXPECT_TRUE(testkit::is_schedule(good)) << good;
    for (const char* bad : {"", "daily", "daily 24:00", "daily 8:00", "daily 08:60", "weekly 12:30", "weekly Mon 12:30",
                            "monthly 0 00:05", "monthly 29 00:05", "monthly 01 00:05", "yearly 1 00:05", "daily 08:00 ",
                            " daily 08:00", "daily  08:00"})
        EXPECT_FALSE(testkit::is_schedule(bad)) << bad;
    const std::string manifest = R"({"jobs": [{"name": "remind", "number": 0, "schedule": "hourly"}]})";
    EXPECT_THROW(testkit::Manifest{manifest}, std::runtime_error);
}

// Listens, though its manifest has no listener.
class Deaf final : public Campaign<Json> {
public:
    static void declare(Manifest&) {}
    std::vector<std::string> listens() const { return {"prize.won"}; }
};

TEST(Campaigns, that_listen_need_a_listener) {
    const fg_plugin deaf = detail::Border<Deaf>::table();
    try {
        Testkit kit(Json::object(), &deaf);
        FAIL() << "was made";
    } catch (const std::runtime_error& unfit) {
        EXPECT_THAT(unfit.what(), HasSubstr("listens to \"prize.won\", but the manifest has no listener"));
    }
}

TEST(Stamp, tells_the_sdk_by_the_version_of_its_border) {
    EXPECT_EQ(std::string(fg_stamp_v1.sdk), std::to_string(FG_ABI_MAJOR) + "." + std::to_string(FG_ABI_MINOR));
}

}  // namespace
