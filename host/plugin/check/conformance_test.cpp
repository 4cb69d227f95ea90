#include "plugin/check/conformance.hpp"

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"

namespace fairground::plugin {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<Finding> check(const std::string& build, const std::string& mode = "fine") {
    return check_plugin(bad_plugin(build), {{FAIRGROUND_PROBE, 3s}, {{{"mode", mode}}}});
}

// "test: found -> todo" of each test that is not ok.
std::vector<std::string> complaints(const std::string& build, const std::string& mode = "fine") {
    std::vector<std::string> list;
    for (const Finding& finding : check(build, mode))
        if (!finding.ok) list.push_back(finding.test + ": " + finding.found + " -> " + finding.todo);
    return list;
}

TEST(Conformance, AFitPluginPassesEveryTest) {
    std::vector<std::string> tests;
    for (const Finding& finding : check("misfit")) {
        EXPECT_TRUE(finding.ok) << finding.test << ": " << finding.found;
        tests.push_back(finding.test);
    }
    EXPECT_THAT(tests, ElementsAre("stamp", "exports", "unique", "libraries", "imports", "manifest", "settings",
                                   "instance", "bodies", "repeating", "failing", "leaks", "unload"));
}

TEST(Conformance, WithoutSettingsTheyAreMadeUpFromTheSchema) {
    const auto findings = check_plugin(bad_plugin("misfit"), {{FAIRGROUND_PROBE, 3s}, {}});
    EXPECT_EQ(findings.size(), 13u);
}

struct Case {
    const char* build;
    const char* mode;
    const char* complaint;  // the whole of the only one
};
class Misfits : public testing::TestWithParam<Case> {};

TEST_P(Misfits, IsToldWhatIsWrongAndWhatToDo) {
    EXPECT_THAT(complaints(GetParam().build, GetParam().mode), ElementsAre(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    , Misfits,
    testing::Values(
        Case{"misfit_no_stamp", "",
             "stamp: no plugin of Fairground (no section .fairground.stamp) -> build it with fairground_add_plugin() "
             "and "
             "FAIRGROUND_PLUGIN()"},
        Case{"misfit_wrong_major", "",
             "stamp: built for SDK ABI 2.1, this host offers 1.1 -> rebuild with an older SDK or upgrade the host"},
        Case{"misfit_newer_minor", "",
             "stamp: built for SDK ABI 1.4, this host offers 1.1 -> rebuild with an older SDK or upgrade the host"},
        Case{"misfit_describe_throws", "",
             "manifest: its describe() answered FG_FAULT an exception left the plugin: no manifest today -> this is a "
             "bug "
             "of the plugin"},
        Case{"misfit_describe_crashes", "",
             "manifest: it crashes in describe: the process was killed by signal 11 (Segmentation fault) -> run its "
             "test "
             "with -fsanitize=address,undefined"},
        Case{"misfit_describe_hangs", "",
             "manifest: it hangs in describe (did not end within 3000 ms) -> let it end; a call has 50 ms"},
        Case{"misfit_garbage_manifest", "",
             "manifest: manifest field \"/\": expected an object, found [] -> rebuild the plugin with "
             "fairground/plugin.hpp"},
        Case{"misfit", "create refuses",
             "instance: the plugin does not take these settings\n  /mode: not this -> give settings that fit with "
             "--settings CAMPAIGN.yaml"},
        Case{"misfit", "create crashes",
             "instance: it crashes in create: the process was killed by signal 11 (Segmentation fault) -> run its test "
             "with -fsanitize=address,undefined"},
        Case{"misfit", "remembers",
             "repeating: with the same clock, chance and data it answers differently -> take time and chance from the "
             "call only, and keep no memory between calls"},
        Case{"misfit", "throws if a service refuses",
             "failing: action do while service call 1 refuses: plugin misfit 1.0.0: an exception left the plugin: not "
             "expected -> let the exception of the service pass, or handle it"}));

// What is wrong with a call shows in several tests; the first names the route and the body.
TEST(Conformance, AHandlerThatThrowsOverTheBorderIsNamedWithItsCall) {
    EXPECT_EQ(
        complaints("misfit", "throws").front(),
        "bodies: action do with the body \"{}\": plugin misfit 1.0.0: an exception left the plugin: over the border "
        "-> refuse what is wrong with invalid(), this is a bug of the plugin");
}

TEST(Conformance, AHandlerThatCrashesIsNamedWithItsCall) {
    EXPECT_EQ(complaints("misfit", "crashes").front(),
              "bodies: it crashes in action do with the body \"{}\": the process was killed by signal 11 (Segmentation "
              "fault) -> run its test with -fsanitize=address,undefined");
}

TEST(Conformance, AHandlerThatHangsIsEndedAndNamedWithItsCall) {
    const auto findings = check_plugin(bad_plugin("misfit"), {{FAIRGROUND_PROBE, 300ms}, {{{"mode", "hangs"}}}});
    const auto bodies =
        std::find_if(findings.begin(), findings.end(), [](const auto& one) { return one.test == "bodies"; });
    ASSERT_NE(bodies, findings.end());
    EXPECT_EQ(bodies->found, "it hangs in action do with the body \"{}\" (did not end within 300 ms)");
}

TEST(Conformance, AHandlerThatLeaksIsToldHowMuch) {
    const auto found = complaints("misfit", "leaks");
    ASSERT_EQ(found.size(), 1u) << testing::PrintToString(found);
    EXPECT_THAT(found[0], StartsWith("leaks: 1"));
    EXPECT_THAT(found[0],
                HasSubstr(" bytes are lost in 100 rounds of create, call, destroy -> free in the destructor "));
}

TEST(Conformance, AnImageThatAThreadPinsIsSeenByItsImportAndByItsStay) {
    EXPECT_THAT(
        complaints("misfit_pins_image"),
        ElementsAre("imports: it pins its image to a thread (__cxa_thread_atexit) -> let it have no thread_local "
                    "with a destructor",
                    "unload: it stays in memory after its unloading: it has a thread_local with a destructor, and "
                    "a thread that touched it still lives -> give it none"));
}

TEST(Conformance, UniqueSymbolsAreSeenInTheFileAndByTheirStay) {
    const auto found = complaints("misfit_unique_symbol");
    ASSERT_EQ(found.size(), 3u) << testing::PrintToString(found);
    EXPECT_THAT(found[0], StartsWith("exports: it exports "));
    EXPECT_THAT(found[1], StartsWith("unique: it has symbols that the process keeps for ever (STB_GNU_UNIQUE): "));
    EXPECT_THAT(found[2], StartsWith("unload: it stays in memory after its unloading: it has unique symbols ("));
}

TEST(Conformance, WhatItShowsBesidesItsEntryIsNamed) {
    const auto found = complaints("misfit_shows_more");
    EXPECT_THAT(found.front(), StartsWith("exports: it exports "));
    EXPECT_THAT(found.front(), HasSubstr("misfit_helper"));
    EXPECT_THAT(found.front(), HasSubstr(" -> build it with fairground_add_plugin(), which owns the flags"));
}

TEST(Conformance, AClockIsSeenByItsImportAndByItsAnswers) {
    EXPECT_THAT(complaints("misfit_reads_the_clock"),
                ElementsAre("imports: it asks a clock (_ZNSt6chrono3_V212steady_clock3nowEv) -> use call.now() and "
                            "call.day()",
                            "repeating: with the same clock, chance and data it answers differently -> take time and "
                            "chance from the call only, and keep no memory between calls"));
}

TEST(Conformance, AFileThatIsNoPluginIsToldByItsStamp) {
    TemporaryFolder folder;
    write_file(folder / "notes.so", "remember the milk");
    const auto findings = check_plugin(folder / "notes.so", {{FAIRGROUND_PROBE, 3s}, {}});
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].found, "not a shared library (no ELF file)");
    EXPECT_THROW(check_plugin(folder / "nothing.so", {{FAIRGROUND_PROBE, 3s}, {}}), std::runtime_error);
}

TEST(Conformance, InspectTellsWhatTheFileSaysOfItself) {
    const auto found = inspect_plugin(bad_plugin("misfit"), {{FAIRGROUND_PROBE, 3s}, {{{"mode", "fine"}}}});
    EXPECT_EQ(found["stamp"]["id"], "misfit");
    EXPECT_EQ(found["manifest"]["actions"][0]["name"], "do");
    EXPECT_EQ(found["sha256"].get<std::string>().size(), 64u);
    EXPECT_TRUE(found["needs"].contains("action do"));
}

}  // namespace
}  // namespace fairground::plugin
