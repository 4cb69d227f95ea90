#include <fstream>
#include <future>
#include <set>

#include <gmock/gmock.h>
#include <unistd.h>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class KeyFileTest : public testing::Test {
protected:
    KeyFileTest() : folder(fs::temp_directory_path() / ("fairground-key-" + std::to_string(::getpid()))) {
        fs::create_directories(folder);
    }
    ~KeyFileTest() override { fs::remove_all(folder); }

    void write(std::string_view text, fs::perms mode = fs::perms::owner_read | fs::perms::owner_write) const {
        std::ofstream(file) << text;
        fs::permissions(file, mode);
    }
    std::string complaint() const {
        try {
            read_or_make_key(file);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }

    fs::path folder;
    fs::path file = folder / "deep" / "session.key";
};

TEST_F(KeyFileTest, TheFirstStartMakesAKeyThatOnlyItsOwnerCanRead) {
    const auto key = read_or_make_key(file);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(read_or_make_key(file), key);
    EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()), 1)
        << "no draft is left";
}

TEST_F(KeyFileTest, HostsThatStartAtOnceAllGetTheSameKey) {
    for (int round = 0; round < 20; ++round) {
        fs::remove(file);
        std::vector<std::future<Sessions::Key>> hosts;
        for (int i = 0; i < 8; ++i)
            hosts.push_back(std::async(std::launch::async, [this] { return read_or_make_key(file); }));
        std::set<Sessions::Key> keys;
        for (auto& host : hosts) keys.insert(host.get());
        EXPECT_EQ(keys.size(), 1);
    }
}

TEST_F(KeyFileTest, AKeyThatOthersCanReadIsRefusedWithTheRemedy) {
    fs::create_directories(file.parent_path());
    write(std::string(64, 'a'), fs::perms::owner_read | fs::perms::group_read);
    EXPECT_THAT(complaint(), HasSubstr("chmod 600 " + file.string()));
}

TEST_F(KeyFileTest, AKeyOfTheWrongLengthOrAlphabetIsRefusedByName) {
    fs::create_directories(file.parent_path());
    for (const auto& text :
         {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'x'), std::string(200, 'a')}) {
        write(text);
        EXPECT_THAT(complaint(), testing::AllOf(HasSubstr(file.string()), HasSubstr("expected 64 hexadecimal digits")));
    }
    write(std::string(64, 'a') + "\n");
    EXPECT_EQ(complaint(), "");
}

TEST_F(KeyFileTest, AFolderThatCannotBeWrittenIsNamed) {
    std::ofstream(folder / "plain") << "a file, not a folder";
    file = folder / "plain" / "session.key";
    EXPECT_THAT(complaint(), HasSubstr(file.string()));
}

}  // namespace
}  // namespace fairground::auth
