// Is this file a plugin that a host can trust with its players? What `fairground plugin check` asks, each test in a
// process of its own.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/plugin.hpp"

namespace fairground::plugin {

struct Finding {
    std::string test;  // "stamp", "exports", … in a fixed order
    bool ok = false;
    std::string found;
    std::string todo;  // when not ok
};

struct CheckOptions {
    ProbeOptions probe;
    // Of campaigns of this plugin; empty: made up from its settings schema.
    std::vector<nlohmann::json> settings;
};

// Every test of the list, also after one that failed as far as it makes sense. Threads: any. Throws std::system_error
// if the file cannot be copied, std::runtime_error if it cannot be read.
std::vector<Finding> check_plugin(const std::filesystem::path& file, const CheckOptions& options);

// What the file says of itself: file, bytes, sha256, stamp, exports, imports, libraries, manifest, and for each route
// what it needs. Throws Unfit.
nlohmann::json inspect_plugin(const std::filesystem::path& file, const CheckOptions& options);

}  // namespace fairground::plugin
