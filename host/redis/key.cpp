#include "redis/key.hpp"

#include <algorithm>
#include <stdexcept>

namespace fairground::redis {

namespace {

constexpr std::size_t longest_environment = 32;
constexpr std::size_t longest_part = 1024;

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool stands_for_itself(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && byte != 0x7f && c != ':' && c != '%' && c != '{' && c != '}';
}

}  // namespace

Environment::Environment(std::string_view name) : prefix_("fg:" + std::string(name)) {
    if (name.empty() || name.size() > longest_environment || !std::all_of(name.begin(), name.end(), plain))
        throw std::invalid_argument("expected an environment of 1 to 32 of a-z, 0-9 and '-', found \"" +
                                    std::string(name) + "\"");
}

void Environment::append(std::string& name, std::string_view part) {
    static constexpr char digits[] = "0123456789ABCDEF";
    if (part.size() > longest_part)
        throw std::invalid_argument("expected a part of a key of at most " + std::to_string(longest_part) +
                                    " bytes, found " + std::to_string(part.size()) + " behind " + name);
    name += ':';
    for (const char c : part) {
        const auto byte = static_cast<unsigned char>(c);
        if (stands_for_itself(c))
            name += c;
        else
            name.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

}  // namespace fairground::redis
