#include "bad_configs/cases.hpp"
#include "campaign/campaign.hpp"

namespace fairground::bad_configs {
namespace {

// A folder with nothing but this plugin, whatever else is built: messages list what is there.
std::filesystem::path plugins() {
    const std::filesystem::path folder = testing::TempDir() + "bad_wheels_plugins";
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(LUCKY_WHEEL, folder / "lucky-wheel.so",
                               std::filesystem::copy_options::overwrite_existing);
    return folder;
}

plugin::Shelf& shelf() {
    static plugin::Shelf shelf(plugins(), testing::TempDir() + "bad_wheels_images");
    return shelf;
}

void replace(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
        text.replace(at, what.size(), with);
    }
}

// With the two things that differ between machines and releases named as the expectations name them.
std::vector<config::Problem> check(const std::filesystem::path& file) {
    auto problems = campaign::Catalogue::check({config::read_campaign_file(file)}, shelf());
    for (config::Problem& problem : problems) {
        replace(problem.message, shelf().folder().string(), "PLUGINS");
        replace(problem.message, "lucky-wheel " + shelf().list().front().manifest.value().version,
                "lucky-wheel VERSION");
    }
    return problems;
}

class LuckyWheel : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(LuckyWheel, CausesItsMessage) {
    expect_told(GetParam(), check);
}
INSTANTIATE_TEST_SUITE_P(Bad, LuckyWheel, testing::ValuesIn(files_of("lucky_wheel")), name_of);

}  // namespace
}  // namespace fairground::bad_configs
