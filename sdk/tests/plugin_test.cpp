// SPDX-License-Identifier: MIT
// What plugin.hpp makes of an author's class: statuses, texts, manifest.
#include "fairground/plugin.hpp"

#include <gmock/gmock.h>

#include "fairground/testkit.hpp"

namespace {

using namespace fairground;

struct ProbeSettings {
    Json json;
    static ProbeSettings read(const Json& json, Problems& problems) {
        if (json.contains("explode")) throw std::runtime_error("boom");
        if (json.contains("wrong")) problems.add("/wrong", "found a wrong thing, expected none: remove it");
        if (json.contains("number")) (void)json["number"].get<std::int64_t>();
        return {json};
    }
};

// Ends its call in whatever way the body asks for, and touches every service.
class Probe final : public Campaign<ProbeSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Probe"}})
            .settings_schema(R"({"type": "object"})")
            .machine("parcel", "packed", {{"packed", "sent"}})
            .emits("told")
            .page("pages");
        manifest.action("end", &Probe::end).takes({text("how")});
        manifest.action("use", &Probe::use)
            .needs(account("points"), stock("mug"), records("line", 5), record_count("line", whole_campaign()),
                   record_count("line", today()), state("parcel"), value("note"), tally("all"), coupons("pool"));
        manifest.view("look", &Probe::look).role(Role::partner);
    }

    Json end(Call& call) const {
        const std::string& how = call.input().text("how");
        if (how == "refuse") refuse("not_today", "come back tomorrow");
        if (how == "invalid") throw Invalid("bad_luck", "found bad, expected good");
        if (how == "unavailable") throw Unavailable("the moon is down");
        if (how == "bug") throw std::runtime_error("a bug: \xff");
        if (how == "strange") throw 42;
        if (how == "undeclared_event") call.emit("whispered", Json::object());
        if (how == "undeclared_move" && !call.state("parcel").try_move("lost")) refuse("stays");
        if (how == "debit") call.account("points").debit(1000000, "greed");
        if (how == "sold_out") call.stock("mug").take(1000000);
        if (how == "move") call.state("parcel").move("packed");
        return {{"ended", how}};
    }

    Json use(Call& call) const {
        call.account("points").credit(7, "gift");
        call.account("points").debit(2, "fee");
        call.stock("mug").take(2);
        call.stock("mug").give_back();
        call.record("line", {{"n", 1}});
        call.state("parcel").move("sent");
        call.value("note").put({{"seen", true}});
        call.tally("all").add(3);
        call.emit("told", {{"what", "all"}});
        call.log(Log::info, "used");
        const auto code = call.coupons("pool").take();
        return {{"points", call.account("points").balance()},
                {"mugs", call.stock("mug").left()},
                {"lines", call.records("line").count(whole_campaign())},
                {"lines_today", call.records("line").count(today())},
                {"newest", call.records("line").last(5).records.at(0).payload},
                {"state", call.state("parcel").current()},
                {"note", call.value("note").get().value()},
                {"note_version", call.value("note").version()},
                {"all", call.tally("all").read()},
                {"code", code.value_or("none")},
                {"segment", call.player().attribute("segment")},
                {"at", call.time_text(call.now())},
                {"day", call.day()}};
    }

    Json look(Call& call) const { return {{"player", call.player().id()}, {"known", call.player().known()}}; }

    std::vector<StockItem> stock_items() const { return {{"mug", 10, std::nullopt}}; }
    std::vector<std::string> coupon_pools() const { return {"pool"}; }
    std::vector<std::string> currencies() const { return {"points"}; }
};

Testkit::Result end(const char* how) {
    return Testkit().act("end", {{"how", how}});
}

TEST(Ends, of_calls_become_statuses_with_code_and_detail) {
    EXPECT_TRUE(end("well").ok());
    EXPECT_TRUE(end("refuse").refused("not_today"));
    EXPECT_EQ(end("refuse").detail, "come back tomorrow");
    EXPECT_TRUE(end("invalid").invalid("bad_luck"));
    EXPECT_EQ(end("unavailable").status, FG_UNAVAILABLE);
    EXPECT_EQ(end("unavailable").detail, "the moon is down");
}

TEST(Bugs, are_faults_with_their_text) {
    EXPECT_EQ(end("bug").status, FG_FAULT);
    EXPECT_EQ(end("bug").detail, "a bug: \xEF\xBF\xBD") << "what is not UTF-8 is replaced";
    EXPECT_EQ(end("strange").detail, "the plugin threw something that is not a std::exception");
    EXPECT_THAT(end("undeclared_event").detail, testing::HasSubstr("events.emit(whispered) was misused"));
}

TEST(Services, refuse_calls_by_codes_of_their_own) {
    EXPECT_TRUE(end("debit").refused("balance_too_low"));
    EXPECT_TRUE(end("sold_out").refused("sold_out"));
    EXPECT_TRUE(end("move").refused("not_possible_now"));
    EXPECT_TRUE(end("undeclared_move").refused("stays"));
}

TEST(Services, all_work_through_the_border) {
    Testkit kit;
    kit.coupons("pool", {"CODE-1"}).attribute("segment", "new").utc_offset(std::chrono::minutes(-90)).at(20260301);
    const auto used = kit.act("use");
    ASSERT_TRUE(used.ok()) << used;
    EXPECT_EQ(used.body,
              Json::parse(R"({"points": 5, "mugs": 9, "lines": 1, "lines_today": 1, "newest": {"n": 1}, "state": "sent",
        "note": {"seen": true}, "note_version": 1, "all": 3, "code": "CODE-1", "segment": "new",
        "at": "2026-03-01T12:00:00-01:30", "day": 20260301})"));
    EXPECT_THAT(kit.warnings(), testing::IsEmpty());
    EXPECT_EQ(kit.log().at(0).text, "used");
}

TEST(Services, that_fail_end_the_call_as_unavailable) {
    for (const char* service : {"fg.accounts/1", "fg.stock/1", "fg.records/1", "fg.states/1", "fg.values/1",
                                "fg.tallies/1", "fg.coupons/1", "fg.events/1"}) {
        Testkit kit;
        kit.fail(service);
        EXPECT_EQ(kit.act("use").status, FG_UNAVAILABLE) << service;
        EXPECT_EQ(kit.balance("points"), 0) << service;
    }
}

TEST(Views, may_be_asked_for_without_a_session) {
    EXPECT_EQ(Testkit().as("").view("look").body, Json::parse(R"({"player": "", "known": false})"));
}

TEST(Settings, that_are_wrong_come_back_as_problems) {
    try {
        Testkit kit(Json{{"wrong", 1}});
        FAIL() << "the settings were taken";
    } catch (const testkit::SettingsRefused& refused) {
        ASSERT_EQ(refused.problems.size(), 1u);
        EXPECT_EQ(refused.problems[0].at, "/wrong");
    }
    EXPECT_THROW(Testkit(Json{{"number", "seven"}}), testkit::SettingsRefused);
}

TEST(Settings, whose_reading_fails_are_a_fault_with_its_text) {
    try {
        Testkit kit(Json{{"explode", true}});
        FAIL() << "the settings were taken";
    } catch (const std::runtime_error& fault) {
        EXPECT_THAT(fault.what(), testing::HasSubstr("boom"));
    }
}

TEST(Hosts, that_lack_a_service_are_told_which) {
    const fg_host host = {sizeof(fg_host), nullptr, [](void*, fg_str) -> const void* { return nullptr; }};
    detail::Gathered reply;
    fg_instance* instance = nullptr;
    EXPECT_EQ(fg_plugin_v1()->create(&host, {"{}", 2}, reply.sink(), &instance), FG_FAULT);
    EXPECT_THAT(std::move(reply).text(), testing::HasSubstr("this host has no service fg.call/1"));
    EXPECT_EQ(instance, nullptr);
}

TEST(Routes, that_do_not_exist_are_a_fault) {
    detail::Gathered reply;
    fg_instance* instance = nullptr;
    const fg_host host = {sizeof(fg_host), nullptr,
                          [](void*, fg_str name) { return testkit::table(testkit::view(name)); }};
    ASSERT_EQ(fg_plugin_v1()->create(&host, {"{}", 2}, detail::Gathered().sink(), &instance), FG_OK);
    EXPECT_EQ(fg_plugin_v1()->call(instance, 99, nullptr, {"{}", 2}, reply.sink()), FG_FAULT);
    EXPECT_THAT(std::move(reply).text(), testing::HasSubstr("no route 99"));
    fg_plugin_v1()->destroy(instance);
}

TEST(Manifest, holds_what_was_declared) {
    const Json manifest = Testkit().manifest();
    EXPECT_EQ(manifest["id"], "probe");
    EXPECT_EQ(manifest["version"], "1.2.3");
    EXPECT_EQ(manifest["actions"][1]["number"], 1);
    EXPECT_EQ(manifest["actions"][0]["role"], "player");
    EXPECT_EQ(manifest["views"][0]["number"], 2);
    EXPECT_EQ(manifest["views"][0]["role"], "partner");
    EXPECT_EQ(manifest["machines"],
              Json::parse(R"([{"name": "parcel", "initial": "packed", "moves": [["packed", "sent"]]}])"));
    EXPECT_EQ(manifest["emits"], Json::parse(R"(["told"])"));
    EXPECT_EQ(manifest["odds"], false);
    EXPECT_EQ(fg_plugin_v1()->odds, nullptr);
}

TEST(Stamp, names_the_plugin_and_what_it_was_built_with) {
    EXPECT_EQ(std::string_view(fg_stamp_v1.magic, 8), FG_STAMP_MAGIC);
    EXPECT_EQ(fg_stamp_v1.size, sizeof(fg_stamp));
    EXPECT_STREQ(fg_stamp_v1.id, "probe");
    EXPECT_STREQ(fg_stamp_v1.version, "1.2.3");
    EXPECT_EQ(fg_stamp_v1.abi_major, FG_ABI_MAJOR);
    EXPECT_NE(std::string_view(fg_stamp_v1.toolchain), "");
}

}  // namespace

FAIRGROUND_PLUGIN(Probe, "probe", "1.2.3");
