#include <cstdio>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "campaign/campaign.hpp"

namespace fairground::app {
namespace {

std::vector<std::filesystem::path> campaign_files(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        if (!std::filesystem::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(path))
            if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

void print(const std::vector<config::Problem>& problems, std::size_t files, bool as_json) {
    if (as_json) {
        auto list = nlohmann::json::array();
        for (const auto& problem : problems)
            list.push_back({{"file", problem.file},
                            {"line", problem.line},
                            {"column", problem.column},
                            {"key", problem.key},
                            {"message", problem.message}});
        std::printf("%s\n", nlohmann::json{{"files", files}, {"problems", list}}.dump(2).c_str());
        return;
    }
    for (const auto& problem : problems) std::printf("%s\n", config::to_text(problem).c_str());
    if (problems.empty())
        std::printf("%zu campaign file%s checked, nothing is wrong\n", files, files == 1 ? "" : "s");
    else
        std::printf("%zu problem%s in %zu campaign file%s\n", problems.size(), problems.size() == 1 ? "" : "s", files,
                    files == 1 ? "" : "s");
}

}  // namespace

int check(const Common& common, const std::vector<std::filesystem::path>& paths) {
    const auto host = read_config(common);
    const auto shelf = open_shelf(host);
    const auto files = campaign_files(paths.empty() ? std::vector{host.campaigns} : paths);

    std::vector<config::CampaignFile> read;
    std::vector<config::Problem> problems;
    for (const auto& file : files) {
        try {
            read.push_back(config::read_campaign_file(file));
        } catch (const config::Error& error) {
            problems.insert(problems.end(), error.problems.begin(), error.problems.end());
        }
    }
    const auto found = campaign::Catalogue::check(read, *shelf);
    problems.insert(problems.end(), found.begin(), found.end());
    print(problems, files.size(), common.json);
    return problems.empty() ? 0 : 1;
}

}  // namespace fairground::app
