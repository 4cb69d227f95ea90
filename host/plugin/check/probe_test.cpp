#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/image.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

// A shelf that tries plugins in a child first; a plugin that crashed here would take the test with it.
struct ProbeTest : testing::Test {
    TemporaryFolder folder;
    std::chrono::milliseconds time = 10s;

    ProbeTest() { fs::create_directory(folder / "plugins"); }
    void put(const std::string& name) {
        fs::copy(bad_plugin(name), folder / "plugins/misfit.so", fs::copy_options::overwrite_existing);
    }
    Shelf& shelf() {
        if (!shelf_) shelf_.emplace(folder / "plugins", folder / "images", ProbeOptions{FAIRGROUND_PROBE, time});
        return *shelf_;
    }
    // Of finding the plugin for these settings: "step: message".
    std::string unfit(const std::vector<json>& settings = {}) {
        try {
            shelf().find("misfit", settings);
            return "";
        } catch (const Unfit& unfit) {
            return unfit.step + ": " + unfit.what();
        }
    }
    std::string unfit_mode(const std::string& mode) { return unfit({{{"mode", mode}}}); }

private:
    std::optional<Shelf> shelf_;
};

TEST_F(ProbeTest, AFitPluginIsLoadedHere) {
    put("misfit");
    EXPECT_EQ(unfit_mode("fine"), "");
    EXPECT_EQ(shelf().find("misfit")->manifest().version, "1.0.0");
}

TEST_F(ProbeTest, ACrashInDescribeIsRefusedByItsStepAndNeverTriedAgain) {
    put("misfit_describe_crashes");
    EXPECT_THAT(unfit(), HasSubstr("describe: " + (folder / "plugins/misfit.so").string() +
                                   ": crashes in describe: tried in a process of its own, it was killed by signal 11 "
                                   "(Segmentation fault): this is a bug of the plugin"));
    EXPECT_EQ(image_counts().loaded, 0u);
    EXPECT_EQ(shelf().list()[0].defect, unfit().substr(10));
}

TEST_F(ProbeTest, AHangIsEndedWithItsTime) {
    time = 300ms;
    put("misfit_describe_hangs");
    EXPECT_THAT(unfit(), HasSubstr("describe: "));
    EXPECT_THAT(unfit(), HasSubstr("hangs in describe: tried in a process of its own, it did not end within 300 ms"));
}

TEST_F(ProbeTest, SettingsThatCrashThePluginAreRefusedAndOthersAreNot) {
    put("misfit");
    EXPECT_THAT(unfit_mode("create crashes"), HasSubstr("create: "));
    EXPECT_THAT(unfit_mode("create crashes"), HasSubstr("crashes in create: "));
    EXPECT_EQ(unfit_mode("fine"), "");
    const auto image = shelf().find("misfit");
    EXPECT_THROW(shelf().rehearse(*image, {{{"mode", "create crashes"}}}), Unfit);
    shelf().rehearse(*image, {{{"mode", "fine"}}});
}

TEST_F(ProbeTest, SettingsThatThePluginRefusesAreForTheHostToTell) {
    put("misfit");
    EXPECT_EQ(unfit_mode("create refuses"), "");
}

TEST_F(ProbeTest, AnExceptionInCreateIsTheDefectOfThePlugin) {
    put("misfit");
    EXPECT_THAT(unfit_mode("create throws"), HasSubstr("create() failed: an exception left the plugin"));
}

TEST_F(ProbeTest, AMissingProbeIsToldByName) {
    put("misfit");
    Shelf without(folder / "plugins", folder / "images", {folder / "nothing-here"});
    EXPECT_THAT(message_of<Unfit>([&] { without.find("misfit"); }), HasSubstr("cannot start "));
}

}  // namespace
}  // namespace fairground::plugin
