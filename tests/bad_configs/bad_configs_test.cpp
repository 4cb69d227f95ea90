#include "bad_configs/cases.hpp"

namespace fairground::bad_configs {
namespace {

class HostFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(HostFile, CausesItsMessage) {
    expect_told(GetParam(), [](const auto& file) { return problems_of([&] { config::read_host_file(file, {}); }); });
}
INSTANTIATE_TEST_SUITE_P(Bad, HostFile, testing::ValuesIn(files_of("host")), name_of);

class CampaignFile : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(CampaignFile, CausesItsMessage) {
    expect_told(GetParam(), [](const auto& file) { return problems_of([&] { config::read_campaign_file(file); }); });
}
INSTANTIATE_TEST_SUITE_P(Bad, CampaignFile, testing::ValuesIn(files_of("campaigns")), name_of);

TEST(BadConfigs, AreManyEnough) {
    EXPECT_GE(files_of("host").size(), 15U);
    EXPECT_GE(files_of("campaigns").size() + files_of("lucky_wheel").size(), 60U);
}

}  // namespace
}  // namespace fairground::bad_configs
