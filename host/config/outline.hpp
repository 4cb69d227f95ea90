// What a reader of a file asked for, key by key, as Fields note it: so that schemas and `config show` know the same
// keys as the reader.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "config/config.hpp"

namespace fairground::config {

struct Outline {
    struct Key {
        std::string pointer;
        nlohmann::json schema;  // JSON Schema of the value; null: a map of the keys below it
        nlohmann::json value;   // as read, or its default
        bool required = false;
    };
    std::vector<Key> keys;
};

// The JSON Schema of a map with these keys. words: what a key means, by its pointer.
nlohmann::json schema_of(const Outline& outline, const std::map<std::string, std::string>& words);

// What the keys mean, by pointer.
const std::map<std::string, std::string>& host_file_words();
const std::map<std::string, std::string>& campaign_words();

// Where the value at a pointer is from: "fairground.yaml:3:10", "… (prod)", "--set"; "default" if it is nowhere.
std::string origin_of(const Document& document, std::string_view pointer);

}  // namespace fairground::config
