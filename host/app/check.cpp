// fairground check
#include <cstdio>
#include <set>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "campaign/campaign.hpp"
#include "rollout/traffic.hpp"

namespace fairground::app {
namespace {

namespace fs = std::filesystem;
using config::Problem;

// Each problem once: what is wrong in every environment is told when it is found in the first.
class Findings {
public:
    void add(const std::vector<Problem>& problems) {
        for (const Problem& problem : problems)
            if (told_.insert(config::to_text(problem)).second) list_.push_back(problem);
    }
    std::size_t warnings() const {
        return static_cast<std::size_t>(
            std::count_if(list_.begin(), list_.end(), [](const Problem& problem) { return problem.warning; }));
    }
    std::size_t errors() const { return list_.size() - warnings(); }
    const std::vector<Problem>& list() const { return list_; }

private:
    std::set<std::string> told_;
    std::vector<Problem> list_;
};

// What is to be checked, and beside what.
struct Paths {
    std::vector<fs::path> asked;
    std::vector<fs::path> beside;  // in the host's folder
};

std::vector<fs::path> yaml_files(const fs::path& folder, Findings* findings) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
        if (entry.path().extension() == ".yml" && findings != nullptr)
            findings->add({Problem{entry.path().string(), 0, 0, "",
                                   "expected a name that ends in .yaml, found .yml; rename the file"}});
    }
    std::sort(files.begin(), files.end());
    return files;
}

Paths paths_of(const std::vector<fs::path>& asked, const fs::path& folder, Findings& findings) {
    Paths paths;
    std::set<fs::path> known;
    const auto add = [&](const fs::path& file) {
        if (known.insert(fs::weakly_canonical(file)).second) paths.asked.push_back(file);
    };
    for (const auto& path : asked.empty() ? std::vector{folder} : asked) {
        if (fs::is_directory(path))
            for (const auto& file : yaml_files(path, &findings)) add(file);
        else
            add(path);
    }
    if (fs::is_directory(folder))
        for (const auto& file : yaml_files(folder, nullptr))
            if (known.insert(fs::weakly_canonical(file)).second) paths.beside.push_back(file);
    return paths;
}

struct Read {
    std::vector<config::CampaignFile> files;
    std::vector<Problem> problems;
};
Read read_all(const std::vector<fs::path>& paths, const std::string& environment) {
    Read read;
    for (const auto& path : paths) {
        try {
            read.files.push_back(config::read_campaign_file(path, environment));
        } catch (const config::Error& error) {
            read.problems.insert(read.problems.end(), error.problems.begin(), error.problems.end());
        }
    }
    return read;
}

void check_environment(const std::string& environment, const Paths& paths, plugin::Shelf& shelf, Findings& findings) {
    const Read asked = read_all(paths.asked, environment);
    const Read beside = read_all(paths.beside, environment);
    findings.add(asked.problems);
    const bool all_there = asked.problems.empty() && beside.problems.empty();
    findings.add(campaign::Catalogue::check(asked.files, shelf, beside.files, all_there));
}

// A campaign's values for an environment that no host is in.
void check_names(const Read& read, const config::HostFile& host, Findings& findings) {
    if (host.environments.empty()) return;
    std::vector<std::string> known = host.environments;
    known.push_back(host.environment);
    for (const auto& file : read.files) {
        for (const std::string& name : file.environments) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            const std::string near = config::nearest(name, known);
            findings.add({file.document.warning("", "the file has values for the environment \"" + name +
                                                        "\", which the host file does not know" +
                                                        (near.empty() ? "" : "; did you mean " + near + "?"))});
        }
    }
}

// Each route that was in use and would not be served any more is an error: somebody would get a 404.
void check_against_traffic(const Read& read, const config::HostFile& host, plugin::Shelf& shelf, int days,
                           Findings& findings) {
    const auto store = open_store(host);
    const auto rollouts = store->rollouts();
    for (const auto& file : read.files) {
        const auto next = campaign::unpublished(file, shelf);
        const auto& manifest = next->rules->manifest();
        for (const auto& lost : rollout::lost_routes(*rollouts, file.id, manifest, days))
            findings.add({file.document.problem("/plugin", rollout::describe(lost, manifest, days))});
    }
}

// The one that is asked for; else all that the files have values for, that of the host first.
std::vector<std::string> environments_of(const Common& common, const config::HostFile& host, const Read& read) {
    std::vector<std::string> all{host.environment};
    if (!common.environment.empty()) return all;
    const auto add = [&](const std::string& name) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    };
    for (const std::string& name : host.environments) add(name);
    for (const auto& file : read.files)
        for (const std::string& name : file.environments) add(name);
    return all;
}

void add_all(const config::Effective& effective, Findings& findings) {
    findings.add(effective.problems);
    findings.add(effective.warnings);
}

config::HostFile check_host_file(const Common& common, Findings& findings) {
    auto effective = config::look_at_host_file(common.config, common.overrides, common.environment);
    add_all(effective, findings);
    if (common.environment.empty())
        for (const std::string& name : effective.file.environments)
            add_all(config::look_at_host_file(common.config, common.overrides, name), findings);
    return std::move(effective.file);
}

// Null: there is none, which is one of the findings.
std::unique_ptr<plugin::Shelf> shelf_of(const config::HostFile& host, const Common& common, Findings& findings) try {
    return open_shelf(host);
} catch (const std::runtime_error& error) {
    findings.add({Problem{common.config.string(), 0, 0, "", error.what()}});
    return nullptr;
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print_text(const Findings& findings, std::size_t files, const std::vector<std::string>& environments) {
    for (const auto& problem : findings.list()) std::printf("%s\n", config::to_text(problem).c_str());
    std::string text = counted(files, "campaign file") + " checked";
    if (environments.size() > 1) text += " for " + std::to_string(environments.size()) + " environments";
    text += findings.errors() == 0 ? ", nothing is wrong" : ": " + counted(findings.errors(), "problem");
    if (findings.warnings() > 0) text += ", " + counted(findings.warnings(), "warning");
    std::printf("%s\n", text.c_str());
}

void print_json(const Findings& findings, std::size_t files, const std::vector<std::string>& environments) {
    auto list = nlohmann::json::array();
    for (const auto& problem : findings.list())
        list.push_back({{"severity", problem.warning ? "warning" : "error"},
                        {"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"key", problem.key},
                        {"message", problem.message}});
    const nlohmann::json all{{"files", files},
                             {"environments", environments},
                             {"errors", findings.errors()},
                             {"warnings", findings.warnings()},
                             {"problems", list}};
    std::printf("%s\n", all.dump(2).c_str());
}

}  // namespace

int check(const Common& common, const std::vector<fs::path>& asked, bool strict, int days) {
    Findings findings;
    const auto host = check_host_file(common, findings);
    const Paths paths = paths_of(asked, host.campaigns, findings);
    const Read read = read_all(paths.asked, host.environment);
    const auto environments = environments_of(common, host, read);
    const auto shelf = shelf_of(host, common, findings);
    for (const std::string& environment : environments) {
        if (shelf)
            check_environment(environment, paths, *shelf, findings);
        else
            findings.add(read_all(paths.asked, environment).problems);
    }
    check_names(read, host, findings);
    if (days > 0 && shelf && findings.errors() == 0) check_against_traffic(read, host, *shelf, days, findings);

    (common.json ? print_json : print_text)(findings, paths.asked.size(), environments);
    return findings.errors() > 0 || (strict && findings.warnings() > 0) ? 1 : 0;
}

}  // namespace fairground::app
