#include "bad_configs/cases.hpp"

namespace fairground::bad_configs {
namespace {

class HostFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(HostFile, CausesItsMessage) {
    expect_told(GetParam(), [](const auto& file) { return problems_of([&] { config::read_host_file(file, {}); }); });
}
INSTANTIATE_TEST_SUITE_P(Bad, HostFile, testing::ValuesIn(files_of("host")), name_of);

// Read with --environment prod.
class Environment : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(Environment, CausesItsMessage) {
    expect_told(GetParam(),
                [](const auto& file) { return problems_of([&] { config::read_host_file(file, {}, "prod"); }); });
}
INSTANTIATE_TEST_SUITE_P(Bad, Environment, testing::ValuesIn(files_of("host_prod")), name_of);

class CampaignFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(CampaignFile, CausesItsMessage) {
    expect_told(GetParam(),
                [](const auto& file) { return problems_of([&] { config::read_campaign_file(file, "prod"); }); });
}
INSTANTIATE_TEST_SUITE_P(Bad, CampaignFile, testing::ValuesIn(files_of("campaigns")), name_of);

TEST(BadConfigs, AreManyEnough) {
    EXPECT_GE(files_of("host").size() + files_of("host_prod").size(), 40U);
    EXPECT_GE(files_of("campaigns").size(), 75U);
    EXPECT_GE(files_of("lucky_wheel").size() + files_of("daily_signin").size() + files_of("growth_points").size(), 60U);
}

}  // namespace
}  // namespace fairground::bad_configs
