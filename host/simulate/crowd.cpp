#include <algorithm>

#include "config/fields.hpp"
#include "config/yaml.hpp"
#include "simulate/simulate.hpp"

namespace fairground::simulate {
namespace {

using config::Fields;

void read_amounts(Fields& top, const std::string& key, std::map<std::string, std::int64_t>& into) {
    std::map<std::string, double> amounts;
    top.amounts(key, amounts);
    for (const auto& [name, amount] : amounts) into[name] = static_cast<std::int64_t>(amount);
}

void read_attributes(Fields& top, const config::Document& document, Crowd& crowd,
                     std::vector<config::Problem>& problems) {
    const nlohmann::json* map = top.any("attributes", "a map of name and text");
    if (map == nullptr) return;
    Fields attributes(document, "/attributes", problems);
    if (!map->is_object()) return;
    for (const auto& [name, value] : map->items()) attributes.text(name, crowd.attributes[name]);
}

void read_keys(const config::Document& document, Crowd& crowd, std::vector<config::Problem>& problems) {
    constexpr double most_visitors = 1'000'000;
    Fields top(document, "", problems);
    top.whole("players", crowd.players, 1, 2'000'000);
    top.whole("days", crowd.days, 1, 366);
    top.whole("actions", crowd.actions, 1, 10'000);
    top.numbers("comes", crowd.comes, 0, 1, 1, 366);
    std::vector<double> hours;
    top.numbers("hours", hours, 0, most_visitors, 24, 24);
    std::copy(hours.begin(), hours.end(), crowd.hours.begin());
    if (!hours.empty() && std::all_of(hours.begin(), hours.end(), [](double hour) { return hour == 0; }))
        top.problem("hours", "expected at least one hour in which somebody comes, found only 0");
    read_amounts(top, "balances", crowd.balances);
    read_amounts(top, "coupons", crowd.coupons);
    read_attributes(top, document, crowd, problems);
    top.no_others();
}

}  // namespace

Crowd read_crowd(const std::filesystem::path& file) {
    const config::Document document = config::read_yaml(file);
    Crowd crowd;
    std::vector<config::Problem> problems;
    read_keys(document, crowd, problems);
    config::throw_if_any(std::move(problems));
    return crowd;
}

}  // namespace fairground::simulate
