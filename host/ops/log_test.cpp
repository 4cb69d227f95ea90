#include "ops/log.hpp"

#include <fstream>
#include <thread>

#include <Poco/Logger.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "ops/log_line.hpp"

namespace fairground::ops {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;

class LogTest : public testing::Test {
protected:
    LogTest() : folder(fs::temp_directory_path() / ("fairground-log-" + std::to_string(::getpid()))) {
        fs::create_directories(folder);
        options.file = folder / "host.log";
    }
    ~LogTest() override { fs::remove_all(folder); }

    std::vector<json> lines() const {
        std::ifstream in(options.file);
        std::vector<json> all;
        for (std::string line; std::getline(in, line);) all.push_back(json::parse(line));
        return all;
    }

    fs::path folder;
    LogOptions options;
};

TEST_F(LogTest, ALineIsOneJsonObjectWithTimeLevelMessageAndFields) {
    {
        const Log log(options);
        log_info("campaign \"loaded\"\n", {{"campaign", "wheel"}, {"revision", 3}});
    }
    ASSERT_EQ(lines().size(), 1);
    const json line = lines()[0];
    EXPECT_THAT(line["ts"].get<std::string>(), testing::MatchesRegex("20..-..-..T..:..:..[.]...Z"));
    EXPECT_EQ(line["level"], "info");
    EXPECT_EQ(line["msg"], "campaign \"loaded\"\n");
    EXPECT_EQ(line["campaign"], "wheel");
    EXPECT_EQ(line["revision"], 3);
}

TEST_F(LogTest, LinesBelowTheLevelAreNotWritten) {
    options.level = "warning";
    {
        const Log log(options);
        log_info("quiet");
        log_warning("loud");
    }
    ASSERT_EQ(lines().size(), 1);
    EXPECT_EQ(lines()[0]["msg"], "loud");
}

TEST_F(LogTest, TokensAndPasswordsAreNeverWritten) {
    {
        const Log log(options);
        log_info("got header Authorization: Bearer abc.def, twice Bearer ghi",
                 {{"token", "abc.def"}, {"db_password", "abc.def"}});
    }
    const std::string text = lines().at(0).dump();
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("abc.def")));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("ghi")));
    EXPECT_THAT(text, testing::HasSubstr("[removed], twice"));
}

TEST_F(LogTest, BytesThatAreNotUtf8StillMakeAReadableLine) {
    {
        const Log log(options);
        log_info("bad \xff byte", {{"x", "\xc3"}});
    }
    EXPECT_EQ(lines().size(), 1);
}

TEST_F(LogTest, AWarningInALoopIsLimitedForEachCampaignAndCounted) {
    const auto before = log_counters().suppressed;
    {
        const Log log(options);
        for (int i = 0; i < 100; ++i)
            for (const char* campaign : {"a", "b"}) log_warning("again", {{"campaign", campaign}});
    }
    EXPECT_EQ(lines().size(), 40);
    EXPECT_EQ(log_counters().suppressed - before, 160);
}

TEST_F(LogTest, TheNextLineLetThroughSaysHowManyWereLeftOut) {
    RateLimit limit(2, 10s);
    const RateLimit::Clock::time_point start{};
    const auto at = [&](auto after) { return limit.let_through("here", start + 100s + after); };
    EXPECT_EQ(at(0s), 0);
    EXPECT_EQ(at(1s), 0);
    EXPECT_EQ(at(2s), std::nullopt);
    EXPECT_EQ(at(3s), std::nullopt);
    EXPECT_EQ(at(10s), 2);
}

TEST_F(LogTest, FilesRotateBySizeAndOnlySoManyAreKept) {
    options.rotate_bytes = 2000;
    options.rotate_files = 2;
    options.queue = 1024;
    {
        const Log log(options);
        for (int i = 0; i < 200; ++i) log_info("a line of some length, so that the file is full soon");
    }
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        EXPECT_LE(entry.file_size(), 2000);
        ++files;
    }
    EXPECT_EQ(files, 3);
}

TEST_F(LogTest, AFullQueueDropsTheOldestAndCountsThem) {
    const auto before = log_counters().dropped;
    options.queue = 16;
    {
        const Log log(options);
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back([] {
                for (int n = 0; n < 20'000; ++n) log_info("flood");
            });
        for (auto& writer : writers) writer.join();
        log_info("last");
    }
    const auto dropped = log_counters().dropped - before;
    EXPECT_GT(dropped, 0);
    EXPECT_EQ(lines().size() + dropped, 80'001);
    EXPECT_EQ(lines().back()["msg"], "last");
}

TEST_F(LogTest, PocosLoggersWriteHereToo) {
    {
        const Log log(options);
        Poco::Logger::get("net").warning("from Poco");
    }
    ASSERT_EQ(lines().size(), 1);
    EXPECT_EQ(lines()[0]["source"], "net");
    EXPECT_EQ(lines()[0]["level"], "warning");
}

TEST_F(LogTest, AnUnknownLevelAndAFileThatCannotBeOpenedAreNamed) {
    options.level = "loud";
    EXPECT_THROW(Log{options}, std::invalid_argument);
    options.level = "info";
    options.file = "/proc/nowhere/host.log";
    EXPECT_THROW(Log{options}, std::runtime_error);
}

}  // namespace
}  // namespace fairground::ops
