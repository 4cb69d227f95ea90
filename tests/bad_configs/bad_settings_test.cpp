#include "bad_configs/cases.hpp"
#include "campaign/campaign.hpp"

namespace fairground::bad_configs {
namespace {

// A folder with nothing but the plugins that come with the host, whatever else is built: messages list what is there.
std::filesystem::path plugins() {
    const std::filesystem::path folder = testing::TempDir() + "bad_settings_plugins";
    std::filesystem::create_directories(folder);
    std::stringstream files(BUILT_PLUGINS);
    for (std::string file; std::getline(files, file, ',');) {
        const std::filesystem::path from = file;
        std::filesystem::copy_file(from, folder / from.filename(), std::filesystem::copy_options::overwrite_existing);
        // That there are no pages is not what these files are broken by.
        std::filesystem::create_directories(folder / from.stem() / "pages");
        std::ofstream(folder / from.stem() / "pages/index.html") << "<!doctype html>";
    }
    return folder;
}

plugin::Shelf& shelf() {
    static plugin::Shelf shelf(plugins(), testing::TempDir() + "bad_settings_images");
    return shelf;
}

void replace(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
        text.replace(at, what.size(), with);
    }
}

// With the two things that differ between machines and releases named as the expectations name them.
std::vector<config::Problem> check_all(const std::vector<std::filesystem::path>& files) {
    std::vector<config::CampaignFile> read;
    for (const auto& file : files) read.push_back(config::read_campaign_file(file, "prod"));
    auto problems = campaign::Catalogue::check(read, shelf());
    for (config::Problem& problem : problems) {
        replace(problem.message, shelf().folder().string(), "PLUGINS");
        for (const auto& entry : shelf().list())
            replace(problem.message, entry.manifest.value().id + " " + entry.manifest->version,
                    entry.manifest->id + " VERSION");
    }
    return problems;
}
std::vector<config::Problem> check(const std::filesystem::path& file) {
    return check_all({file});
}

class Settings : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(Settings, CauseTheirMessage) {
    expect_told(GetParam(), check);
}
INSTANTIATE_TEST_SUITE_P(BadWheel, Settings, testing::ValuesIn(files_of("lucky_wheel")), name_of);
INSTANTIATE_TEST_SUITE_P(BadSignin, Settings, testing::ValuesIn(files_of("daily_signin")), name_of);
INSTANTIATE_TEST_SUITE_P(BadGrowth, Settings, testing::ValuesIn(files_of("growth_points")), name_of);

std::vector<std::filesystem::path> folders_of(const std::string& folder) {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(BAD_CONFIGS) / folder))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

// Campaigns of one folder, each right in itself or not: what is told of them all is in the file `expected`.
class Together : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(Together, CauseTheirMessages) {
    const std::filesystem::path& folder = GetParam();
    std::string told;
    const auto files = files_of(folder.parent_path().filename() / folder.filename());
    for (const config::Problem& problem : check_all(files)) told += config::to_text(problem) + "\n";
    replace(told, folder.string() + "/", "");
    std::stringstream expected;
    expected << std::ifstream(folder / "expected").rdbuf();
    EXPECT_EQ(told, expected.str()) << folder;
}
INSTANTIATE_TEST_SUITE_P(Bad, Together, testing::ValuesIn(folders_of("together")), name_of);

}  // namespace
}  // namespace fairground::bad_configs
