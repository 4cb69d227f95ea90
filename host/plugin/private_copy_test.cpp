#include "plugin/private_copy.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;

TEST(PrivateCopy, HasTheHashOfItsContent) {
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(PrivateCopy, IsNamedByHashAndGenerationAndOnlyForItsOwner) {
    TemporaryFolder folder;
    const ImagesFolder images(folder / "state/images");
    EXPECT_EQ(fs::status(folder / "state/images").permissions(), fs::perms::owner_all);
    const PrivateCopy first = images.write("one", "aa");
    const PrivateCopy second = images.write("two", "aa");
    EXPECT_EQ(first.path(), folder / "state/images" / "aa-1.so");
    EXPECT_EQ(second.path(), folder / "state/images" / "aa-2.so");
    EXPECT_EQ(content_of(first.path()), "one");
    EXPECT_EQ(fs::status(first.path()).permissions(), fs::perms::owner_all);
}

TEST(PrivateCopy, GoesWithItsOwner) {
    TemporaryFolder folder;
    const ImagesFolder images(folder / "images");
    std::optional<PrivateCopy> copy(images.write("one", "aa"));
    copy.reset();
    EXPECT_FALSE(fs::exists(folder / "images" / "aa-1.so"));
}

TEST(PrivateCopy, LeftByAKilledProcessIsClearedAwayUnlessAnotherProcessUsesTheFolder) {
    TemporaryFolder folder;
    fs::create_directory(folder / "images");
    write_file(folder / "images" / "bb-1.so", "left");
    const ImagesFolder images(folder / "images");
    EXPECT_FALSE(fs::exists(folder / "images" / "bb-1.so"));
    const PrivateCopy copy = images.write("one", "aa");
    const ImagesFolder of_another(folder / "images");
    EXPECT_TRUE(fs::exists(copy.path()));
}

}  // namespace
}  // namespace fairground::plugin
