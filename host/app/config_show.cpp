// fairground config show
#include <cstdio>

#include "app/commands.hpp"
#include "config/config.hpp"

namespace fairground::app {

int show_config(const Common& common) {
    const auto effective = config::look_at_host_file(common.config, common.overrides, common.environment);
    if (common.json) {
        auto keys = nlohmann::json::array();
        for (const auto& key : effective.keys)
            keys.push_back({{"key", key.key}, {"value", key.value}, {"origin", key.origin}});
        std::printf("%s\n", keys.dump(2).c_str());
    } else {
        for (const auto& key : effective.keys)
            std::printf("%-36s %-40s %s\n", key.key.c_str(), key.value.dump().c_str(), key.origin.c_str());
    }
    std::fflush(stdout);
    for (const auto& problem : effective.problems) std::fprintf(stderr, "%s\n", config::to_text(problem).c_str());
    for (const auto& warning : effective.warnings) std::fprintf(stderr, "%s\n", config::to_text(warning).c_str());
    return effective.problems.empty() ? 0 : 1;
}

}  // namespace fairground::app
