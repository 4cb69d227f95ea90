// S14: two plugins bring two releases of one header library into one process, and each runs its own.
#include <dlfcn.h>
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/player_client.hpp"

namespace fairground::drills {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::filesystem::path plugins = FAIRGROUND_DRILL_PLUGINS;

TEST(S14, EachPluginRunsTheLibraryItWasBuiltWith) {
    const test::TempDir folder;
    for (const auto* name : {"painter-old", "painter-new"})
        std::filesystem::create_symlink(plugins / (name + std::string(".so")), folder / (name + std::string(".so")));
    test::HostProcess host(
        {.campaigns = {{"old.yaml", "id: old\nplugin: painter-old\n"}, {"new.yaml", "id: new\nplugin: painter-new\n"}},
         .config = {{"plugins", folder.path().string()}}});
    host.start();
    test::PlayerClient player(host.port(), "ann");
    for (int times = 1; times <= 3; ++times)
        for (const std::string release : {"old", "new"})
            EXPECT_EQ(player.act(release, "paint").json(),
                      (json{{"mixed", "mixed by colours " + release}, {"times", times}}));
    EXPECT_EQ(host.stop(), 0);
}

using Mixes = const char* (*)();
Mixes mixes_of(const std::string& build) {
    void* image = dlopen((plugins / (build + ".so")).c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (image == nullptr) throw std::runtime_error(dlerror());
    return reinterpret_cast<Mixes>(dlsym(image, "painter_mixes"));
}

// The incident itself: built and loaded as people do who think of nothing, the second runs the library of the first.
TEST(S14, WithoutTheSdksFlagsTheSecondPluginRunsTheLibraryOfTheFirst) {
    const auto first = mixes_of("painter_shown_old");
    const auto second = mixes_of("painter_shown_new");
    EXPECT_STREQ(first(), "mixed by colours old");
    EXPECT_STREQ(second(), "mixed by colours old") << "the clash this drill is about is gone: it proves nothing";
}

TEST(S14, SuchABuildIsRefusedWithWhatToDo) {
    test::HostProcess host({.campaigns = {}, .config = {}});
    const auto ran = host.run({"plugin", "check", (plugins / "painter_shown_new.so").string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.output, HasSubstr("build it with fairground_add_plugin(), which owns the flags"));
}

}  // namespace
}  // namespace fairground::drills
