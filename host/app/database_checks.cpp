#include "app/database_checks.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include "app/certificates.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

using store::Check;
using State = Check::State;

constexpr std::uintmax_t least_disk = std::uintmax_t{1} << 30;

Check disk_of(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto space = std::filesystem::space(folder, error);
    Check check{"free disk of data_dir", State::unknown, "not known: " + error.message(), "at least 1024 MiB", ""};
    if (error) return check;
    check.found = fmt::format("{} MiB in {}", space.available >> 20, folder.string());
    check.state = space.available >= least_disk ? State::ok : State::failed;
    if (check.state == State::failed) check.remedy = "make room there, or name another folder in data_dir";
    return check;
}

Check open_files(const config::HostFile& file) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const auto needed = file.limits.connections + file.database.connections + 100;
    const bool enough = limit.rlim_max >= needed;
    return {"open files", enough ? State::ok : State::failed, fmt::format("at most {}", limit.rlim_max),
            fmt::format("at least {}, for limits.connections ({})", needed, file.limits.connections),
            enough ? "" : fmt::format("LimitNOFILE={} in the systemd unit, or lower limits.connections", needed)};
}

const char* mark_of(State state) {
    return state == State::ok ? "✓" : state == State::failed ? "✗" : state == State::doubtful ? "!" : "–";
}

bool needs_a_remedy(const Check& check) {
    return check.state == State::failed || check.state == State::doubtful;
}

void warn(const std::vector<Check>& checks) {
    for (const auto& check : checks)
        if (needs_a_remedy(check))
            ops::log_warning("preflight: " + check.name,
                             {{"found", check.found}, {"expected", check.expected}, {"remedy", check.remedy}});
}

}  // namespace

void bring_up_schema(store::Store& store) {
    for (const auto& migration : store.migrate())
        ops::log_info("migration applied", {{"number", migration.number}, {"name", migration.name}});
    require_schema(store);
}

void require_schema(store::Store& store) {
    const auto differences = store.schema_differences();
    if (differences.empty()) return;
    std::string text = "the database does not have the schema this host needs:";
    for (const auto& line : differences) text += "\n  " + line;
    for (const auto& line : store.plan_problems()) text += "\n  " + line;
    throw std::runtime_error(text);
}

std::vector<Check> preflight_checks(const config::HostFile& file, store::Store& store) {
    auto checks = store.preflight(file.database.hosts);
    checks.push_back(disk_of(file.data_dir));
    checks.push_back(open_files(file));
    std::ranges::copy(front_checks(file), std::back_inserter(checks));
    return checks;
}

std::vector<Check> all_checks(const config::HostFile& file, store::Store& store) {
    auto checks = preflight_checks(file, store);
    std::ranges::copy(store.preflight_replicas(), std::back_inserter(checks));
    return checks;
}

bool any_failed(const std::vector<Check>& checks) {
    return std::ranges::any_of(checks, [](const Check& check) { return check.state == State::failed; });
}

std::string to_table(const std::vector<Check>& checks, bool failed_only) {
    std::string table;
    for (const auto& check : checks) {
        const bool failed = check.state == State::failed;
        if (failed_only && !failed) continue;
        table += fmt::format("{} {:<34} {}", mark_of(check.state), check.name, check.found);
        table += needs_a_remedy(check) ? fmt::format("; expected {}\n    → {}\n", check.expected, check.remedy) : "\n";
    }
    return table;
}

void look_before_start(const config::HostFile& file, store::Store& store) {
    warn(store.preflight_replicas());
    const auto checks = preflight_checks(file, store);
    if (file.production && any_failed(checks))
        throw std::runtime_error(
            "preflight found what must not be in production (mode: development starts all the same, and warns):\n" +
            to_table(checks, true));
    warn(checks);
}

}  // namespace fairground::app
