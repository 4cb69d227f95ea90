#include <algorithm>

#include "config/config.hpp"

namespace fairground::config {

namespace {

Problem about(const std::filesystem::path& path, std::string message) {
    return {path.string(), 0, 0, "", std::move(message)};
}

std::vector<std::filesystem::path> entries(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator it(folder, error);
    if (error) {
        throw Error({about(folder, "expected a folder of campaign files (*.yaml), found: " + error.message() +
                                       "; create it or correct the key campaigns")});
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : it) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

std::vector<Problem> repeated_ids(const std::vector<CampaignFile>& files) {
    std::map<std::string, const CampaignFile*> first;
    std::vector<Problem> problems;
    for (const CampaignFile& file : files) {
        const auto [earlier, fresh] = first.try_emplace(file.id, &file);
        if (fresh) continue;
        const Problem place = earlier->second->document.problem("/id", "");
        problems.push_back(file.document.problem("/id", "the id \"" + file.id + "\" is taken by " + place.file + ":" +
                                                            std::to_string(place.line) + ":" +
                                                            std::to_string(place.column) + "; choose another"));
    }
    return problems;
}

std::vector<CampaignFile> read_campaign_folder(const std::filesystem::path& folder, const std::string& environment) {
    std::vector<CampaignFile> files;
    std::vector<Problem> problems;
    for (const std::filesystem::path& path : entries(folder)) {
        if (path.extension() == ".yml") {
            problems.push_back(about(path, "expected a name that ends in .yaml, found .yml; rename the file"));
        }
        if (path.extension() != ".yaml") continue;
        try {
            files.push_back(read_campaign_file(path, environment));
        } catch (const Error& error) {
            problems.insert(problems.end(), error.problems.begin(), error.problems.end());
        }
    }
    const std::vector<Problem> repeated = repeated_ids(files);
    problems.insert(problems.end(), repeated.begin(), repeated.end());
    if (!problems.empty()) throw Error(std::move(problems));
    return files;
}

}  // namespace fairground::config
