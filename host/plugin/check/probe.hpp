// Plugins are tried in a process of their own before this one loads them: a crash or a hang ends there. Private to the
// room.
#pragma once
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "plugin/plugin.hpp"

namespace fairground::plugin {

// Threads: safe from any thread. What was found is remembered by content, so that the same bytes are tried once; only a
// hang is tried again, as it may have been the machine.
class Probe {
public:
    explicit Probe(ProbeOptions options) : options_(std::move(options)) {}

    // Loads the copy, asks for its manifest, and makes, asks for its chances, and ends an instance of each settings
    // that was not tried before. Throws Unfit with the step; that settings are refused is for the caller to find.
    Manifest rehearse(const std::filesystem::path& copy, const std::string& sha256,
                      const std::vector<nlohmann::json>& settings);

private:
    struct Known {
        std::string manifest;            // as the plugin writes it
        std::set<std::string> settings;  // hashes of those that were tried
        std::string defect;              // else: what is wrong, and
        std::string step;                // where
    };
    Known try_it(const std::filesystem::path& copy, const std::vector<nlohmann::json>& settings) const;
    Known recall(const std::string& sha256);

    const ProbeOptions options_;
    std::mutex mutex_;
    std::map<std::string, Known> known_;  // by the content's hash
};

}  // namespace fairground::plugin
