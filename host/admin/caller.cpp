#include "admin/caller.hpp"

#include <array>

namespace fairground::admin {
namespace {

constexpr std::array<std::string_view, 4> names{"viewer", "operator", "approver", "owner"};

}  // namespace

std::string_view to_text(Role role) {
    return names.at(static_cast<std::size_t>(role));
}

std::optional<Role> role_of(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names.at(i) == text) return static_cast<Role>(i);
    return std::nullopt;
}

}  // namespace fairground::admin
