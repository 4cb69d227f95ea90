// fairground preflight
#include <cstdio>

#include "app/commands.hpp"
#include "app/database_checks.hpp"
#include "app/open.hpp"

namespace fairground::app {
namespace {

const char* word_of(store::Check::State state) {
    using State = store::Check::State;
    return state == State::ok         ? "ok"
           : state == State::failed   ? "failed"
           : state == State::doubtful ? "doubtful"
                                      : "unknown";
}

nlohmann::json to_json(const std::vector<store::Check>& checks) {
    auto list = nlohmann::json::array();
    for (const auto& check : checks)
        list.push_back({{"name", check.name},
                        {"state", word_of(check.state)},
                        {"found", check.found},
                        {"expected", check.expected},
                        {"remedy", check.remedy}});
    return list;
}

}  // namespace

int preflight(const Common& common) {
    const auto file = read_config(common);
    const auto checks = all_checks(file, *open_store(file));
    const bool failed = any_failed(checks);
    if (common.json)
        std::printf("%s\n", nlohmann::json{{"ok", !failed}, {"checks", to_json(checks)}}.dump(2).c_str());
    else
        std::printf("%s", to_table(checks, false).c_str());
    return failed ? 1 : 0;
}

}  // namespace fairground::app
