// What a campaign would do, before it is enabled: its real rules, through the real border and the engine's own batches,
// over a made-up crowd in memory. Nothing is stored and nobody is told.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"

namespace fairground::simulate {

// Who comes, when, and what they do. A plain crowd: each player alike, each comes at most once a day.
struct Crowd {
    std::uint32_t players = 10'000;
    std::uint32_t days = 0;          // 0: as long as the campaign's window, at most 30; 7 without an end
    std::uint32_t actions = 1;       // of a player on a day on which he comes, one after the other
    std::vector<double> comes{1.0};  // the share of the players that comes on day 1, 2, 3 …; the last one goes on
    std::array<double, 24> hours{};  // how many come in each local hour, to each other; all 0: an evening crowd
    std::map<std::string, std::int64_t> balances;   // of each player at first, by currency
    std::map<std::string, std::int64_t> coupons;    // codes in a pool; one that is not named never runs dry
    std::map<std::string, std::string> attributes;  // of each player: "region", "level"…
};
// A crowd as YAML (docs/formats/crowd-yaml.md). Throws config::Error.
Crowd read_crowd(const std::filesystem::path& file);

struct Options {
    Crowd crowd;
    std::string action;  // empty: the manifest's first for players
    std::string body = "{}";
    std::uint32_t runs = 5;
    std::uint64_t seed = 1;                     // of the first run; the next has the next
    std::function<void(double done)> progress;  // 0..1, a few times a second; may be empty
};

// What cannot be simulated: no such action, a crowd that is too large.
struct Impossible : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Over the runs; low and high: within it lies the mean with 95 %. One run: all three the same.
struct Spread {
    double mean = 0;
    double low = 0;
    double high = 0;
};

// Chances published against chances drawn.
struct OddsLine {
    double published = 0;
    std::uint64_t drawn = 0;  // over all runs
    double share = 0;         // of all draws
    // Where it lies with 99.9 % for all prizes together, if the published chance is the real one.
    double low = 0;
    double high = 0;
    bool outside = false;
};

struct ThingLine {  // a prize, or an item of the stock
    std::string id;
    std::optional<OddsLine> odds;
    Spread given;
    std::vector<double> given_by_day;   // mean
    std::optional<std::int64_t> stock;  // pieces in total
    std::optional<std::int64_t> per_day;
    std::uint32_t runs_sold_out = 0;
    Spread sold_out_after;   // days since the beginning; of the runs in which it was
    double days_at_cap = 0;  // of a run, mean
    std::optional<double> unit_cost;
    Spread cost;
};
struct CurrencyLine {
    std::string currency;
    Spread credited;
    Spread debited;
    std::optional<double> unit_cost;
    Spread cost;  // of what was credited
};
struct CouponLine {
    std::string pool;
    Spread given;
    std::optional<double> unit_cost;
    Spread cost;
};
struct Answers {
    std::uint64_t all = 0;  // over all runs, as everything here
    std::uint64_t done = 0;
    std::map<std::string, std::uint64_t> refused;  // by code
    std::uint64_t faults = 0;
    std::string first_fault;
};

struct Report {
    std::string campaign;
    std::string plugin;  // "lucky-wheel/1.0.0"
    std::string action;
    std::string body;
    std::string time_zone;
    std::int32_t first_day = 0;  // yyyymmdd
    Crowd crowd;                 // as it was, days filled in
    std::uint32_t runs = 0;
    std::uint64_t seed = 0;
    double seconds = 0;
    Answers answers;

    std::vector<ThingLine> things;
    std::vector<CurrencyLine> currencies;
    std::vector<CouponLine> coupons;
    std::string cost_unit;  // empty: nothing has a cost
    Spread cost;
    std::vector<Spread> cost_by_day;
    std::vector<std::string> without_cost;  // given, and of unknown cost

    bool publishes_odds = false;
    std::uint64_t draws = 0;           // seen in the records, over all runs
    std::uint64_t draws_left_out = 0;  // made while something had run out, by a plugin that does not say what was drawn
    bool odds_kept() const;            // none outside; true without odds
    std::vector<std::string> notes;    // what the reader must know to read the figures right
};

// REQUIRES: the revision's rules outlive this. One thread. Throws Impossible.
Report simulate(const std::shared_ptr<const campaign::Revision>& revision, const Options& options);

std::string to_text(const Report& report);  // for a terminal, 100 columns
nlohmann::json to_json(const Report& report);
std::string to_html(const Report& report);  // a page of its own, with pictures

}  // namespace fairground::simulate
