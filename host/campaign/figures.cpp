#include "campaign/figures.hpp"

#include <algorithm>

#include "plugin/plugin.hpp"

namespace fairground::campaign {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

template <typename Take>
void for_each_route(const plugin::Manifest& manifest, Take take) {
    for (const auto& action : manifest.actions) take("action " + action.name, action.number);
    for (const auto& view : manifest.views) take("view " + view.name, view.number);
}

std::vector<std::string> by_number(const plugin::Manifest& manifest) {
    std::vector<std::string> routes;
    for_each_route(manifest, [&](const std::string& name, std::uint32_t number) {
        if (number >= routes.size()) routes.resize(number + 1);
        routes[number] = name;
    });
    return routes;
}

}  // namespace

Figures::Figures(const plugin::Manifest& manifest) : routes_(by_number(manifest)), uses_(routes_.size()) {}

void Figures::count(Outcome outcome, std::chrono::nanoseconds took, std::uint32_t route) {
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(took).count();
    const auto end = std::lower_bound(time_ends.begin(), time_ends.end(), ms) - time_ends.begin();
    calls_.fetch_add(1, relaxed);
    times_[static_cast<std::size_t>(end)].fetch_add(1, relaxed);
    if (outcome == Outcome::refused) refused_.fetch_add(1, relaxed);
    if (outcome == Outcome::fault) faults_.fetch_add(1, relaxed);
    if (route < uses_.size()) uses_[route].fetch_add(1, relaxed);
}

Counted Figures::counted() const {
    Counted counted{calls_.load(relaxed), refused_.load(relaxed), faults_.load(relaxed), {}, cost_.load(relaxed)};
    for (std::size_t i = 0; i < times_.size(); ++i) counted.times[i] = times_[i].load(relaxed);
    return counted;
}

std::vector<Figures::Use> Figures::take_uses() {
    std::vector<Use> uses;
    for (std::size_t i = 0; i < uses_.size(); ++i)
        if (const auto count = uses_[i].exchange(0, relaxed); count > 0) uses.push_back({routes_[i], count});
    return uses;
}

std::vector<std::string> routes_of(const plugin::Manifest& manifest) {
    std::vector<std::string> routes;
    for_each_route(manifest, [&](const std::string& name, std::uint32_t) { routes.push_back(name); });
    return routes;
}

}  // namespace fairground::campaign
