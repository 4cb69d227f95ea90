// The settings of one wheel, checked: whoever holds a Settings may rely on it.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fairground/plugin.hpp>

namespace lucky_wheel {

using fairground::Json;

struct Award {
    enum class Kind { none, points, goods, coupon };
    Kind kind = Kind::none;
    std::string name;         // the currency, the goods or the pool of codes
    std::int64_t amount = 0;  // points only
};

struct Prize {
    std::string id;
    Json title;  // by language
    std::uint32_t weight = 0;
    std::optional<std::int64_t> stock;
    std::optional<std::int64_t> per_day;
    std::optional<std::int64_t> max_per_player;
    std::int64_t unlock_after = 0;  // locked during that many first turns of a player
    Award award;

    bool stocked() const { return stock || per_day; }
    // May there be a turn that draws this prize and cannot give it?
    bool limited() const {
        return stocked() || max_per_player || unlock_after > 0 || award.kind == Award::Kind::coupon;
    }
};

struct Price {
    std::string currency;
    std::int64_t amount = 0;
};

// After that many losing turns in a row, the next one gives the prize.
struct Pity {
    std::int64_t after = 0;
    std::size_t prize = 0;
};

struct Settings {
    static constexpr std::int64_t most_spins_per_call = 100;

    std::vector<Prize> prizes;
    fairground::WeightedDraw wheel;
    std::size_t consolation = 0;  // no_prize: none is needed
    std::optional<Price> spin_price;
    std::optional<std::int64_t> free_per_day;
    std::optional<std::int64_t> limit_per_day;
    std::optional<std::int64_t> limit_total;
    std::int64_t max_spins_per_call = 10;
    std::optional<Pity> pity;
    std::set<std::string, std::less<>> blocked;
    bool refuse_blocked = true;  // else they only ever get the consolation prize

    // What prizes and price name, each once.
    std::vector<std::string> currencies;
    std::vector<std::string> coupon_pools;
    bool any_stocked = false;

    static constexpr std::size_t no_prize = std::numeric_limits<std::size_t>::max();

    bool all_free() const { return !spin_price && !free_per_day; }
    // Awards something and is more than a consolation.
    bool wins(std::size_t prize) const;
    std::vector<std::string> earns() const;  // the currencies of prizes

    // REQUIRES: json fits settings_schema. What does not add up goes into problems.
    static Settings read(const Json& json, fairground::Problems& problems);
};

// JSON Schema, draft 7.
std::string_view settings_schema();

// What does not add up, beyond the weights. REQUIRES: all members but wheel are filled.
void check(const Settings& settings, fairground::Problems& problems);

}  // namespace lucky_wheel
