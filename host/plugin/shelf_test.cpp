#include <sstream>
#include <thread>

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/image.hpp"
#include "plugin/mock_context.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::NiceMock;

struct ShelfTest : testing::Test {
    TemporaryFolder folder;
    fs::path plugins = folder / "plugins";
    Shelf shelf{plugins, folder / "images"};

    ShelfTest() { fs::create_directory(plugins); }
    fs::path put(const std::string& name) {
        fs::copy(bad_plugin(name), plugins, fs::copy_options::overwrite_existing);
        return plugins / (name + ".so");
    }
    std::string unfit(const std::string& reference) {
        return message_of<Unfit>([&] { shelf.find(reference); });
    }
    std::string version(const std::string& reference) { return shelf.find(reference)->manifest().version; }
    std::size_t copies() const {
        std::size_t number = 0;
        for (const auto& entry : fs::directory_iterator(folder / "images")) number += entry.path().extension() == ".so";
        return number;
    }
    static bool in_memory(const fs::path& file) {
        void* image = ::dlopen(file.c_str(), RTLD_LAZY | RTLD_NOLOAD);
        if (image != nullptr) ::dlclose(image);
        return image != nullptr;
    }
};

TEST_F(ShelfTest, FindsTheNewestVersionThatIsAskedFor) {
    put("misfit");
    put("misfit_newer");
    EXPECT_EQ(version("misfit"), "1.12.0");
    EXPECT_EQ(version("misfit@1"), "1.12.0");
    EXPECT_EQ(version("misfit@1.0"), "1.0.0");
    EXPECT_EQ(version("misfit@1.12.0"), "1.12.0");
    EXPECT_THAT(unfit("misfit@1.1"), HasSubstr("no plugin \"misfit@1.1\" in " + plugins.string() +
                                               ", found misfit 1.0.0, misfit 1.12.0: put its .so file there"));
}

TEST_F(ShelfTest, SaysWhatItHasInsteadAndWhatIsNotFit) {
    put("misfit");
    put("misfit_newer_minor");
    write_file(plugins / "notes.so", "remember the milk");
    const std::string text = unfit("lucky-wheel");
    EXPECT_THAT(text, HasSubstr("found misfit 1.0.0"));
    EXPECT_THAT(text, HasSubstr("misfit_newer_minor.so: built for SDK ABI 1.4, this host offers 1.1"));
    EXPECT_THAT(text, HasSubstr("notes.so: not a shared library"));
}

TEST_F(ShelfTest, NeverTakesAFolderItCannotReadForAnEmptyOne) {
    fs::remove(plugins);
    EXPECT_THAT(unfit("misfit"), HasSubstr("cannot be read (No such file or directory)"));
    EXPECT_THROW(shelf.list(), Unfit);
}

TEST_F(ShelfTest, DoesNotChooseBetweenTwoOfTheSameVersion) {
    fs::copy(put("misfit"), plugins / "twin.so");
    EXPECT_THAT(unfit("misfit"), HasSubstr("two files are the plugin misfit 1.0.0"));
}

TEST_F(ShelfTest, RefusesEachUnfitPluginWithItsFileAndReason) {
    const std::pair<const char*, const char*> unfits[] = {
        {"misfit_no_entry", "it does not export fg_plugin_v1"},
        {"misfit_other_id", "its manifest says misfit 1.0.0, but its stamp says other 1.0.0"},
        {"misfit_empty_table", "lacks describe, create, destroy or call"},
        {"misfit_describe_throws", "describe() answered FG_FAULT an exception left the plugin: no manifest today"},
        {"misfit_garbage_manifest", "manifest field \"/\": expected an object, found []"},
    };
    for (const auto& [name, message] : unfits) {
        const fs::path file = put(name);
        const std::string id = name == std::string("misfit_other_id") ? "other" : "misfit";
        EXPECT_THAT(unfit(id), testing::StartsWith(file.string() + ": "));
        EXPECT_THAT(unfit(id), HasSubstr(message));
        fs::remove(file);
    }
    EXPECT_EQ(copies(), 0u);
}

TEST_F(ShelfTest, ListsEveryFileWithItsManifestOrDefect) {
    put("misfit");
    put("misfit_no_stamp");
    const auto entries = shelf.list();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].file, plugins / "misfit.so");
    EXPECT_EQ(entries[0].manifest->id, "misfit");
    EXPECT_THAT(entries[0].defect, IsEmpty());
    EXPECT_FALSE(entries[1].manifest);
    EXPECT_THAT(entries[1].defect, HasSubstr("misfit_no_stamp.so: no plugin of Fairground"));
}

TEST_F(ShelfTest, LoadsEachContentOnce) {
    put("misfit");
    const auto first = shelf.find("misfit");
    EXPECT_EQ(shelf.find("misfit@1.0.0"), first);
    EXPECT_EQ(copies(), 1u);
}

TEST_F(ShelfTest, GoesOnWithItsPrivateCopyWhenTheFileIsOverwrittenInPlace) {
    const fs::path file = put("misfit");
    const auto old = shelf.find("misfit");
    write_file(file, std::string(fs::file_size(file), '\xcc'));
    NiceMock<MockCall> context;
    EXPECT_EQ(Instance(old, {{"mode", "fine"}}).call(0, "{}", context).kind, Reply::Kind::ok);
    EXPECT_THAT(unfit("misfit"), HasSubstr("not a shared library"));
}

TEST_F(ShelfTest, LoadsAChangedFileBesideTheOneInUse) {
    const fs::path file = put("misfit");
    const auto old = shelf.find("misfit");
    fs::copy(bad_plugin("misfit_newer"), file, fs::copy_options::overwrite_existing);
    EXPECT_EQ(version("misfit"), "1.12.0");
    EXPECT_EQ(old->manifest().version, "1.0.0");
}

TEST_F(ShelfTest, UnloadsWithTheLastInstanceAndDeletesTheCopy) {
    put("misfit");
    auto image = shelf.find("misfit");
    const fs::path copy = image->copy();
    auto instance = std::make_unique<Instance>(std::move(image), nlohmann::json{{"mode", "fine"}});
    EXPECT_TRUE(in_memory(copy));
    EXPECT_EQ(copies(), 1u);
    instance.reset();
    EXPECT_FALSE(in_memory(copy));
    EXPECT_EQ(copies(), 0u);
}

TEST_F(ShelfTest, SaysWhyAnImageStaysInMemory) {
    put("misfit_pins_image");
    std::ostringstream log;
    const auto before = spdlog::default_logger();
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
    // The thread's end lets go of the image, so that nothing is left behind for other tests.
    std::thread([&] { shelf.find("misfit"); }).join();
    spdlog::set_default_logger(before);
    EXPECT_THAT(log.str(), HasSubstr("plugin misfit 1.0.0 (generation 1) stays in memory after its unloading: it has a "
                                     "thread_local with a destructor"));
    EXPECT_EQ(image_counts().stuck, 0u) << "its thread has ended";
    EXPECT_EQ(copies(), 0u);
}

}  // namespace
}  // namespace fairground::plugin
