#include "weights.hpp"

#include <cmath>
#include <numeric>

namespace lucky_wheel {
namespace {

using fairground::Json;
using fairground::Problems;

// A percentage counts in millionths of a percent, so that sums are exact.
constexpr std::int64_t one_percent = 1'000'000;

// "99.5 %"
std::string percent(std::int64_t millionths) {
    std::string fraction = std::to_string(millionths % one_percent + one_percent).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return std::to_string(millionths / one_percent) + (fraction.empty() ? "" : "." + fraction) + " %";
}

std::vector<std::uint32_t> from_percentages(const Json& prizes, Problems& problems) {
    std::vector<std::uint32_t> weights;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < prizes.size(); ++i) {
        const double scaled = prizes[i].at("chance").get<double>() * one_percent;
        const double whole = std::round(scaled);
        if (std::abs(scaled - whole) > 1e-3)
            problems.add(at(i, "chance"), "has more than 6 decimals: round it, or use weights");
        weights.push_back(static_cast<std::uint32_t>(whole));
        sum += weights.back();
    }
    if (sum != 100 * one_percent)
        problems.add("/prizes", "the chances add up to " + percent(sum) + ", expected 100 %: " +
                                    (sum < 100 * one_percent ? percent(100 * one_percent - sum) + " are missing"
                                                             : percent(sum - 100 * one_percent) + " are too much"));
    return weights;
}

std::vector<std::uint32_t> from_whole_numbers(const Json& settings, Problems& problems) {
    std::vector<std::uint32_t> weights;
    for (const Json& prize : settings.at("prizes")) weights.push_back(prize.at("weight"));
    const std::uint64_t sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    const std::string found = "the weights add up to " + std::to_string(sum);
    if (sum == 0 || sum > UINT32_MAX) problems.add("/prizes", found + ", expected 1 to 4294967295: change the weights");
    if (settings.contains("total_weight") && settings["total_weight"].get<std::uint64_t>() != sum)
        problems.add("/total_weight",
                     found + ", expected " + settings["total_weight"].dump() + ": correct a weight or the total");
    return weights;
}

}  // namespace

std::vector<std::uint32_t> read_weights(const Json& settings, Problems& problems) {
    const Json& prizes = settings.at("prizes");
    const bool percentages = prizes.at(0).contains("chance");
    bool mixed = false;
    for (std::size_t i = 0; i < prizes.size(); ++i) {
        if (prizes[i].contains("chance") == percentages && prizes[i].contains("weight") != percentages) continue;
        mixed = true;
        problems.add(at(i, percentages ? "chance" : "weight"),
                     std::string("expected a ") + (percentages ? "chance and no weight" : "weight and no chance") +
                         ": all prizes must be given the same way, as the first one is");
    }
    if (percentages && settings.contains("total_weight"))
        problems.add("/total_weight", "the prizes have chances, which always add up to 100 %: leave it out");
    if (mixed) return {};
    return percentages ? from_percentages(prizes, problems) : from_whole_numbers(settings, problems);
}

}  // namespace lucky_wheel
