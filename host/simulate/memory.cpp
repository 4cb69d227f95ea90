#include "simulate/memory.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace fairground::simulate {
namespace {

// The id of a code says which pool it is of, and the how manieth it is.
constexpr int number_bits = 40;

std::int64_t player_id(std::string_view name) {
    std::uint32_t number = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), number);
    return std::int64_t{number} + 1;
}

}  // namespace

std::string player_name(std::uint32_t number) {
    return 'p' + std::to_string(number);
}

Memory::Memory(Options options, Committed committed)
    : options_(std::move(options)), committed_(std::move(committed)), people_(options_.players) {
    Person first;
    for (const auto& [currency, balance] : options_.balances) at(first.purses, name(currency)).balance = balance;
    std::fill(people_.begin(), people_.end(), first);
    for (const auto& [pool, size] : options_.coupons) this->pool(pool).size = size;
}

// Few names, and short ones.
Memory::Name Memory::name(std::string_view text) {
    const auto found = std::find(names_.begin(), names_.end(), text);
    if (found != names_.end()) return static_cast<Name>(found - names_.begin());
    names_.emplace_back(text);
    return static_cast<Name>(names_.size() - 1);
}

template <typename T>
T* Memory::find(Named<T>& list, Name name) {
    for (auto& [known, value] : list)
        if (known == name) return &value;
    return nullptr;
}

template <typename T>
T& Memory::at(Named<T>& list, Name name) {
    T* const found = find(list, name);
    return found != nullptr ? *found : list.emplace_back(name, T{}).second;
}

Memory::Pool& Memory::pool(std::string_view name) {
    for (Pool& pool : pools_)
        if (pool.name == name) return pool;
    return pools_.emplace_back(Pool{std::string(name), 0, {}});
}

std::string_view Memory::pool_of_coupon(std::int64_t id) const {
    return pools_.at(static_cast<std::size_t>(id >> number_bits)).name;
}

store::Opened Memory::begin(const store::Opening& opening) {
    store::Opened opened;
    std::vector<std::int64_t> ids;
    ids.reserve(opening.players.size());
    opened.players.reserve(opening.players.size());
    for (const std::string& name : opening.players) {
        ids.push_back(player_id(name));
        opened.players.push_back({ids.back(), person(ids.back()).version});
    }
    for (const store::Needs& needs : opening.needs) opened.loaded.push_back(load_for(ids, needs));
    return opened;
}

store::Loaded Memory::load(const store::Needs& needs) {
    return load_for(needs.players, needs);
}

store::Loaded Memory::load_for(const std::vector<std::int64_t>& players, const store::Needs& needs) {
    store::Loaded rows;
    load_players(players, needs, rows);
    load_common(needs, rows);
    return rows;
}

void Memory::load_players(const std::vector<std::int64_t>& players, const store::Needs& needs, store::Loaded& rows) {
    const auto each = [&](const auto& names, auto&& load) {
        for (const auto& text : names) {
            const Name wanted = name(text);
            for (const std::int64_t id : players) load(id, person(id), wanted, text);
        }
    };
    each(needs.currencies, [&](std::int64_t id, Person& person, Name wanted, const std::string& text) {
        const Purse* purse = find(person.purses, wanted);
        if (purse == nullptr) return;
        rows.accounts.push_back({id, text, purse->balance, purse->next_expiry});
        for (const auto& [expires, left] : purse->lots) rows.lots.push_back({id, text, expires, left});
    });
    each(needs.values, [&](std::int64_t id, Person& person, Name wanted, const std::string& text) {
        if (const Value* value = find(person.values, wanted))
            rows.values.push_back({id, text, value->body, value->version});
    });
    each(needs.machines, [&](std::int64_t id, Person& person, Name wanted, const std::string& text) {
        if (const std::string* state = find(person.states, wanted)) rows.states.push_back({id, text, *state});
    });
    each(needs.boards, [&](std::int64_t id, Person& person, Name wanted, const std::string& text) {
        if (const std::int64_t* score = find(person.scores, wanted)) rows.boards.push_back({id, text, *score, 0});
    });
    for (std::size_t i = 0; i < needs.record_counts.size(); ++i) {
        const auto& [kind, from, to] = needs.record_counts[i];
        const Name wanted = name(kind);
        for (const std::int64_t id : players) {
            const auto* counts = find(person(id).counts, wanted);
            if (counts == nullptr) continue;
            std::int64_t sum = 0;
            for (const DayCount& day : *counts) sum += day.day >= from && day.day <= to ? day.count : 0;
            rows.record_counts.push_back({id, i, sum});
        }
    }
}

void Memory::load_common(const store::Needs& needs, store::Loaded& rows) {
    for (const std::string& item : needs.stock) {
        rows.stock.push_back({item, 0, {}, stock_[{item, 0}]});
        if (needs.day != 0) rows.stock.push_back({item, needs.day, {}, stock_[{item, needs.day}]});
    }
    for (const std::string& tally : needs.tallies) rows.tallies.push_back({tally, tallies_[tally]});
    for (const auto& [wanted, count] : needs.coupons) {
        const Pool& pool = this->pool(wanted);
        const std::int64_t place = &pool - pools_.data();
        std::int64_t last = pool.given + count;
        if (pool.size) last = std::min(last, *pool.size);
        for (std::int64_t number = pool.given; number < last; ++number)
            rows.coupons.push_back({(place << number_bits) + number, wanted, "SIM-" + std::to_string(number)});
    }
}

std::vector<store::RecordLine> Memory::records(std::int64_t player, std::int64_t, std::string_view kind,
                                               std::int32_t before_day, std::int64_t before_seq, std::uint32_t limit) {
    std::vector<store::RecordLine> page;
    if (!options_.history) {
        history_missed_ = true;
        return page;
    }
    const auto& all = person(player).records;
    for (auto line = all.rbegin(); line != all.rend() && page.size() < limit; ++line) {
        const bool older = before_day == 0 || std::pair(line->day, line->seq) < std::pair(before_day, before_seq);
        if (line->kind == kind && older) page.push_back(*line);
    }
    return page;
}

store::Writer::Outcome Memory::commit(std::span<const store::Effects> effects) {
    for (const store::Effects& one : effects) {
        committed_(one);
        take_players(one);
        take_records(one.records);
        take_common(one);
    }
    return Outcome::committed;
}

void Memory::take_players(const store::Effects& effects) {
    for (const auto& row : effects.players) person(row.id).version = row.version;
    for (const auto& row : effects.accounts) {
        Purse& purse = at(person(row.player).purses, name(row.currency));
        purse.balance = row.balance;
        purse.next_expiry = row.next_expiry;
    }
    for (const auto& row : effects.lots) {
        auto& lots = at(person(row.player).purses, name(row.currency)).lots;
        const auto lot = std::find_if(lots.begin(), lots.end(), [&](const auto& l) { return l.first == row.expires; });
        if (lot == lots.end())
            lots.emplace_back(row.expires, row.left);
        else if (row.left > 0)
            lot->second = row.left;
        else
            lots.erase(lot);
    }
    for (const auto& row : effects.values) at(person(row.player).values, name(row.key)) = {row.body, row.version};
    for (const auto& row : effects.states) at(person(row.player).states, name(row.machine)) = row.state;
    for (const auto& row : effects.boards) at(person(row.player).scores, name(row.board)) = row.score;
}

void Memory::take_records(const std::vector<store::RecordLine>& records) {
    for (const auto& line : records) {
        Person& person = this->person(line.player);
        auto& days = at(person.counts, name(line.kind));
        if (days.empty() || days.back().day != line.day) days.push_back({line.day, 0});
        ++days.back().count;
        if (options_.history) person.records.push_back(line);
    }
}

void Memory::take_common(const store::Effects& effects) {
    for (const auto& row : effects.stock) stock_[{row.item, row.day}] += row.count;
    for (const auto& row : effects.tallies) tallies_[row.name] += row.amount;
    for (const auto& row : effects.coupons) ++pools_.at(static_cast<std::size_t>(row.id >> number_bits)).given;
}

}  // namespace fairground::simulate
