#include "supervise/culprits.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "supervise/breadcrumb.hpp"

namespace fairground::supervise {
namespace {

// What a crashed process left need not end with a zero.
template <std::size_t size>
std::string_view text(const std::array<char, size>& from) {
    return {from.data(), ::strnlen(from.data(), size)};
}

std::string route_name(std::string_view routes, std::uint32_t route) {
    if (route == create_call) return "create()";
    if (route == destroy_call) return "destroy()";
    if (route == odds_call) return "odds()";
    const std::string number = std::to_string(route).append(" ");
    for (std::size_t at = 0; at < routes.size();) {
        const auto end = std::min(routes.find('\n', at), routes.size());
        const auto line = routes.substr(at, end - at);
        if (line.starts_with(number)) return std::string(line.substr(number.size()));
        at = end + 1;
    }
    return "route " + std::to_string(route);
}

std::optional<Culprit> called_by(const Slot& slot, const Slate& slate) {
    const std::uint64_t call = slot.call;
    const std::uint64_t index = (call >> 32) - 1;
    if (call == 0 || index >= slate.callees.size()) return std::nullopt;
    const Callee& callee = slate.callees[index];
    return Culprit{std::string(text(callee.campaign)), std::string(text(callee.plugin)),
                   std::string(text(callee.version)), callee.generation,
                   route_name(text(callee.routes), static_cast<std::uint32_t>(call))};
}

}  // namespace

std::vector<Culprit> culprits(const Slate& slate) {
    std::vector<Culprit> crashed;
    std::vector<Culprit> running;
    bool marked = false;
    for (const Slot& slot : slate.slots) {
        marked = marked || slot.crashed != 0;
        auto called = called_by(slot, slate);
        if (called) (slot.crashed != 0 ? crashed : running).push_back(std::move(*called));
    }
    if (marked) return crashed;
    return running.size() == 1 ? running : std::vector<Culprit>();
}

}  // namespace fairground::supervise
