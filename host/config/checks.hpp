// What single texts of the host file have to look like. Each returns what is wrong, empty if nothing is.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace fairground::config {

// Only the characters of `also` besides a-z, 0-9 (and A-Z where upper is set), 1 to `most` of them.
bool made_of(std::string_view text, std::string_view also, std::size_t most, bool upper = false);

std::string check_environment(const std::string& text);
std::string check_public_url(const std::string& text);
// sqlite:PATH or mariadb://user@host:port/database.
std::string check_database_url(const std::string& text);
// redis://[user@]host[:port][/number] or sentinel://[user@]host[:port],host[:port]/master[/number].
std::string check_redis_url(const std::string& text);

struct ParsedAddress {
    Address address;
    std::string problem;
};
// 127.0.0.1:8080 or [::1]:8080; port 0 takes a free one.
ParsedAddress parse_address(const std::string& text);

}  // namespace fairground::config
