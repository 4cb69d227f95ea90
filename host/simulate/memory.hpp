// A writer that keeps everything in memory, for one campaign and a crowd whose names are numbers. Private to the room.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

namespace fairground::simulate {

// The name of a player of the crowd, and back.
std::string player_name(std::uint32_t number);

class Memory final : public store::Writer {
public:
    struct Options {
        std::uint32_t players = 0;
        std::map<std::string, std::int64_t> balances;  // of each player at first
        std::map<std::string, std::int64_t> coupons;   // codes of a pool; one that is not here never runs dry
        bool history = false;                          // keep records, for actions that read them
    };
    using Committed = std::function<void(const store::Effects&)>;
    // committed: told of each batch, before it takes effect.
    Memory(Options options, Committed committed);

    store::Opened begin(const store::Opening& opening) override;
    store::Loaded load(const store::Needs& needs) override;
    std::vector<store::RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                           std::int32_t before_day, std::int64_t before_seq,
                                           std::uint32_t limit) override;
    Outcome commit(std::span<const store::Effects> effects) override;
    void rollback() noexcept override {}

    // An action read the history, and none was kept: what came since is not right.
    bool history_missed() const { return history_missed_; }
    std::string_view pool_of_coupon(std::int64_t id) const;

private:
    using Name = std::uint32_t;  // index of a name
    template <typename T>
    using Named = std::vector<std::pair<Name, T>>;
    struct Purse {
        std::int64_t balance = 0;
        std::optional<std::int64_t> next_expiry;
        std::vector<std::pair<std::int64_t, std::int64_t>> lots;  // expires, left
    };
    struct Value {
        std::string body;
        std::int64_t version = 0;
    };
    struct DayCount {
        std::int32_t day = 0;
        std::int64_t count = 0;
    };
    struct Person {
        std::int64_t version = 0;
        Named<Purse> purses;
        Named<Value> values;
        Named<std::string> states;
        Named<std::int64_t> scores;
        Named<std::vector<DayCount>> counts;  // of records, by kind
        std::vector<store::RecordLine> records;
    };
    struct Pool {
        std::string name;
        std::int64_t given = 0;
        std::optional<std::int64_t> size;
    };

    Person& person(std::int64_t id) { return people_[static_cast<std::size_t>(id - 1)]; }
    Name name(std::string_view text);
    template <typename T>
    static T* find(Named<T>& list, Name name);
    template <typename T>
    static T& at(Named<T>& list, Name name);
    Pool& pool(std::string_view name);

    store::Loaded load_for(const std::vector<std::int64_t>& players, const store::Needs& needs);
    void load_players(const std::vector<std::int64_t>& players, const store::Needs& needs, store::Loaded& rows);
    void load_common(const store::Needs& needs, store::Loaded& rows);
    void take_players(const store::Effects& effects);
    void take_records(const std::vector<store::RecordLine>& records);
    void take_common(const store::Effects& effects);

    const Options options_;
    const Committed committed_;
    std::vector<Person> people_;
    std::vector<std::string> names_;
    std::map<std::pair<std::string, std::int32_t>, std::int64_t> stock_;  // taken, by item and day; day 0: in all
    std::map<std::string, std::int64_t> tallies_;
    std::vector<Pool> pools_;
    bool history_missed_ = false;
};

}  // namespace fairground::simulate
