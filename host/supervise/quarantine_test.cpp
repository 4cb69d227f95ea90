#include "supervise/quarantine.hpp"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "support/temp_dir.hpp"

namespace fairground::supervise {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class QuarantineTest : public testing::Test {
protected:
    auto crash(const std::string& campaign, std::chrono::minutes after = 0min) {
        return quarantine.note({campaign, "lucky-wheel", "1.2.0", 1, "spin"}, "SIGSEGV", Time(20'000'000min + after));
    }

    test::TempDir folder;
    const std::filesystem::path file = folder / "data/quarantine.json";
    Quarantine quarantine{file};
};

TEST_F(QuarantineTest, BeginsWithTheThirdCrashOfACampaignWithinTenMinutes) {
    EXPECT_FALSE(crash("wheel"));
    EXPECT_FALSE(crash("other"));
    EXPECT_FALSE(crash("wheel", 5min));
    EXPECT_THAT(quarantine.list(), IsEmpty());
    const auto entry = crash("wheel", 9min);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->campaign, "wheel");
    EXPECT_EQ(entry->reason, "3 crashes within 10 minutes, the last one (SIGSEGV) in spin of lucky-wheel 1.2.0");
    EXPECT_THAT(quarantine.list(), SizeIs(1));
}

TEST_F(QuarantineTest, CrashesLongAgoDoNotCount) {
    crash("wheel");
    crash("wheel", 5min);
    EXPECT_FALSE(crash("wheel", 10min));
    EXPECT_TRUE(crash("wheel", 14min));
}

TEST_F(QuarantineTest, IsThereForWhoeverOpensTheFileNext) {
    for (int i = 0; i < 3; ++i) crash("wheel");
    EXPECT_EQ(Quarantine(file).list().at(0).campaign, "wheel");
    EXPECT_EQ(Quarantine(file).list().at(0).since, Time(20'000'000min));
}

TEST_F(QuarantineTest, AReleaseForgetsTheCrashesToo) {
    for (int i = 0; i < 3; ++i) crash("wheel");
    EXPECT_TRUE(quarantine.release("wheel"));
    EXPECT_THAT(quarantine.list(), IsEmpty());
    EXPECT_FALSE(quarantine.release("wheel"));
    EXPECT_FALSE(crash("wheel"));
    EXPECT_FALSE(crash("wheel"));
    EXPECT_TRUE(crash("wheel"));
}

TEST_F(QuarantineTest, CanBeSwitchedOff) {
    Quarantine off(file, 0);
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(off.note({"wheel", "p", "1.0.0", 1, "spin"}, "SIGSEGV", Time(1min)));
    EXPECT_THAT(off.list(), IsEmpty());
}

TEST_F(QuarantineTest, ABrokenFileIsNamedWithWhatToDo) {
    crash("wheel");
    for (const char* text : {"{\"crashes\": [", "[]", R"({"crashes": [], "quarantined": [{"campaign": 7}]})", ""}) {
        std::ofstream(file) << text;
        try {
            quarantine.list();
            FAIL() << text;
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(), HasSubstr(file.string()));
            EXPECT_THAT(error.what(), HasSubstr("remove the file"));
        }
        EXPECT_THROW(crash("wheel"), std::runtime_error) << "and is not overwritten";
    }
}

TEST_F(QuarantineTest, SeveralMayChangeItAtTheSameTime) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            Quarantine own(file);
            for (int i = 0; i < 3; ++i)
                own.note({"campaign-" + std::to_string(t), "p", "1.0.0", 1, "spin"}, "SIGSEGV", Time(1min));
        });
    threads.clear();
    EXPECT_THAT(quarantine.list(), SizeIs(4));
}

}  // namespace
}  // namespace fairground::supervise
