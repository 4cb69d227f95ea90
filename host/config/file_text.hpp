// The text of a configuration file before anything is made of it.
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace fairground::config {

constexpr std::size_t max_file_bytes = 1024 * 1024;

// Throws Error: not there, not a file, not readable, too big.
std::string read_text(const std::filesystem::path& file);

// What no YAML parser should get to see: too many bytes, bytes that are no UTF-8, control characters, tabs as
// indentation.
std::optional<Problem> unreadable(std::string_view text, const std::string& file);

// Where a byte of the text stands, in lines and characters. Cheap when asked in rising order.
class Ruler {
public:
    explicit Ruler(std::string_view text) : text_(text) {}
    Document::Place place(std::size_t byte);

private:
    std::string_view text_;
    std::size_t at_ = 0;
    Document::Place place_{1, 1};
};

}  // namespace fairground::config
