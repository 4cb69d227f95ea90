// What is done with a plugin inside the child. Private to the room.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/image.hpp"

namespace fairground::plugin {

struct Trial {
    std::filesystem::path file;  // a private copy
    std::string content;         // of it
    std::vector<nlohmann::json> settings;
    Steps step;

    std::shared_ptr<Image> load() const;
};

// By name; the result is for whoever started the child. Throws Unfit, std::invalid_argument for an unknown name.
nlohmann::json run_trial(const std::string& name, const Trial& trial);

}  // namespace fairground::plugin
