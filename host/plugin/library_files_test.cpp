#include "plugin/library_files.hpp"

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct LibraryFilesTest : testing::Test {
    TemporaryFolder folder;
    fs::path file = folder / "one.so";
    LibraryFilesTest() { put("misfit"); }
    void put(const std::string& name) const { fs::copy(bad_plugin(name), file, fs::copy_options::overwrite_existing); }
};

TEST_F(LibraryFilesTest, AreReadOnceWhenTheyDoNotChange) {
    LibraryFiles files(0s);
    const std::string hash = files.sha256_of(file);
    EXPECT_EQ(files.stamp_of(file).version, "1.0.0");
    EXPECT_EQ(files.sha256_of(file), hash);
    EXPECT_EQ(files.reads(), 1U);
}

TEST_F(LibraryFilesTest, AreReadAgainWhenTheyChangedWhateverTheirTimeSays) {
    LibraryFiles files(0s);
    const std::string hash = files.sha256_of(file);
    const auto when = fs::last_write_time(file);
    put("misfit_newer");
    fs::last_write_time(file, when);
    EXPECT_EQ(files.stamp_of(file).version, "1.12.0");
    EXPECT_NE(files.sha256_of(file), hash);
}

TEST_F(LibraryFilesTest, AreReadAgainWhileTheyAreNew) {
    LibraryFiles files;
    files.stamp_of(file);
    files.stamp_of(file);
    EXPECT_EQ(files.reads(), 2U);
}

TEST_F(LibraryFilesTest, TellWhatIsNoPluginEachTime) {
    LibraryFiles files;
    for (int i = 0; i < 2; ++i) EXPECT_THROW(files.stamp_of(folder / "missing.so"), Unfit);
}

}  // namespace
}  // namespace fairground::plugin
