// What one run brought, counted from what would have been written to the database. Private to the room.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <simdjson.h>

#include "campaign/campaign.hpp"
#include "simulate/simulate.hpp"
#include "store/batch.hpp"

namespace fairground::simulate {

class Memory;

// The prizes that are published, then what else has stock; an index stands for each.
class Things {
public:
    explicit Things(const campaign::Revision& revision);

    struct Thing {
        std::string id;
        std::optional<double> chance;
        std::optional<std::int64_t> stock;
        std::optional<std::int64_t> per_day;
        bool stocked() const { return stock || per_day; }
    };
    const std::vector<Thing>& all() const { return all_; }
    std::optional<std::size_t> find(std::string_view id) const;

private:
    Thing& add(const std::string& id);
    std::vector<Thing> all_;
    std::unordered_map<std::string, std::size_t> places_;
};

struct Figures {
    explicit Figures(const Things& things) : by_thing(things.all().size()) {}

    struct OfThing {
        std::vector<std::int64_t> given;   // by day
        std::uint64_t drawn = 0;           // as the records say
        std::uint64_t drawn_in_stock = 0;  // of those, while nothing that is published had run out
        std::int64_t taken = 0;
        std::int64_t taken_today = 0;
        std::uint32_t days_at_cap = 0;
        std::optional<double> sold_out;  // days since the beginning
    };
    struct OfCurrency {
        std::vector<std::int64_t> credited;  // by day
        std::vector<std::int64_t> debited;
    };
    std::vector<OfThing> by_thing;
    std::map<std::string, OfCurrency, std::less<>> by_currency;
    std::map<std::string, std::vector<std::int64_t>, std::less<>> by_pool;  // codes given, by day
    bool says_what_was_drawn = false;  // a record named what it was given instead of
    bool anything_ran_out = false;
};

// Fills the figures of one run.
class Count {
public:
    Count(const Things& things, const Memory& memory, Figures& into) : things_(things), memory_(memory), into_(into) {}

    void begin_day(std::size_t day);
    // time: days since the beginning of the campaign's first day.
    void add(const store::Effects& effects, double time);

private:
    void add_stock(const store::Effects& effects, double time);
    void add_record(const store::RecordLine& line);
    void add_drawn(std::size_t thing);
    bool out_of_stock() const { return out_ > 0; }

    const Things& things_;
    const Memory& memory_;
    Figures& into_;
    std::size_t day_ = 0;
    std::size_t out_ = 0;  // published things that cannot be had now
    simdjson::dom::parser parser_;
};

}  // namespace fairground::simulate
