#include "redis/errors.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fairground::redis {

namespace {

constexpr std::array<std::string_view, 6> of_the_server{"LOADING", "READONLY",    "MASTERDOWN",
                                                        "NOAUTH",  "CLUSTERDOWN", "MOVED"};

}  // namespace

std::string_view code_of(std::string_view error) {
    constexpr std::string_view in_script = "ERR Error running script";
    if (error.starts_with(in_script)) {
        const std::size_t inner = error.find(": -");
        if (inner != error.npos) error.remove_prefix(inner + 3);
    }
    return error.substr(0, error.find(' '));
}

Error to_error(std::string text) {
    const std::string_view code = code_of(text);
    Error::Kind kind = Error::Kind::other;
    if (code == "OOM") kind = Error::Kind::memory;
    if (code == "NOPERM") kind = Error::Kind::denied;
    if (code == "WRONGTYPE") kind = Error::Kind::type;
    return {kind, std::move(text)};
}

bool about_the_server(const Error& error) {
    const std::string_view code = code_of(error.text);
    return std::find(of_the_server.begin(), of_the_server.end(), code) != of_the_server.end();
}

}  // namespace fairground::redis
