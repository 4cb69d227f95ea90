// The recount after a drill: from the raw tables and from what the players were told, never through the host's own
// code.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "load/load.hpp"
#include "support/sql.hpp"

namespace fairground::drills {

// What the campaign file promises.
struct Promise {
    struct Cap {
        std::optional<std::int64_t> total;
        std::optional<std::int64_t> per_day;
    };
    std::string campaign;
    std::map<std::string, Cap> caps;  // of every prize that is limited, by id
    std::string currency;             // in which turns that are not free are paid …
    std::int64_t price = 0;           // … each of them
};

struct Figures {
    std::size_t spins = 0;
    std::size_t requests = 0;
    std::size_t entries = 0;
    std::size_t coupons = 0;
    std::vector<std::string> findings;  // "records: …"; empty: everything adds up
};

// REQUIRES: answered holds every answer to every intent that was ever sent to this campaign.
//   request  each acknowledged spin has its key once, with the answer that was given; no key that nobody was told of
//   records  each player's turns are exactly those of his answers, numbered 1, 2, 3 …
//   stock    taken is the number of records of that prize (of that day), and within the caps
//   balance  each balance is the sum of its entries, and of the awards and prices in the records; never below zero
//   coupon   each code given stands in one record, of the player it was given to
//   event    each win was told to others once
// Prints each finding: a drill in which one was printed gets no second chance (`./dev test`).
Figures recount(test::Sql& sql, const Promise& promise, const std::vector<load::Answered>& answered);

}  // namespace fairground::drills
