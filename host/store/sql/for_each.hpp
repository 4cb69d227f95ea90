// A statement about many keys: one with a list of them, or one that is run for each, as the script wants it.
#pragma once
#include <bit>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/sql/script.hpp"

namespace fairground::store {

// The keys, as one of the values of add_for_each(). They outlive it.
template <typename Key>
struct Each {
    explicit Each(const std::vector<Key>& all) : keys(all) {}
    const std::vector<Key>& keys;
};

template <typename Key>
void append_value(std::string& out, const Each<Key>& each) {
    append_value(out, each.keys);
}

template <typename Value>
std::size_t keys_in(const Value&) {
    return 0;
}
template <typename Key>
std::size_t keys_in(const Each<Key>& each) {
    return each.keys.size();
}

template <typename Value>
const Value& value_for(std::size_t, const Value& value) {
    return value;
}
template <typename Key>
const Key& value_for(std::size_t key, const Each<Key>& each) {
    return each.keys[key];
}

// 1, 2, 3, 4, 6, 8, 12, 16, 24 …: so that batches of about the same size have the same statement.
constexpr std::size_t room_for(std::size_t keys) {
    const std::size_t whole = std::bit_ceil(keys);
    const std::size_t less = whole / 4 * 3;
    return less >= keys && whole > 2 ? less : whole;
}

template <typename Value>
const Value& as_list(const Value& value) {
    return value;
}
// The rest of the room is taken by the last key again: a list means the same with it.
template <typename Key>
std::vector<Key> as_list(const Each<Key>& each) {
    std::vector<Key> list = each.keys;
    if (!list.empty()) list.resize(room_for(list.size()), Key(list.back()));
    return list;
}

//     add_for_each(script, on_row, "SELECT body FROM player_value WHERE player_id IN (?) AND name = ?", Each(ids),
//     name)
//
// Rows come key by key where the script goes key by key, else in the database's order. REQUIRES: one Each among the
// values, of different keys.
template <typename... Values>
void add_for_each(Script& script, std::function<void(const Row&)> on_row,
                  SqlTemplate<std::type_identity_t<Values>...> text, const Values&... values) {
    if (!script.binds()) return script.add(sql(text, values...), std::move(on_row));
    const std::size_t keys = (keys_in(values) + ...);
    if (keys == 0) return;
    BoundRows rows;
    if (script.key_by_key()) {
        for (std::size_t key = 0; key < keys; ++key) rows.row(value_for(key, values)...);
        script.add_bound(with_holes(text.text(), values...), std::move(rows), std::move(on_row));
    } else {
        const auto add = [&](const auto&... lists) {
            rows.row(lists...);
            script.add_bound(with_holes(text.text(), lists...), std::move(rows), std::move(on_row));
        };
        add(as_list(values)...);
    }
}

}  // namespace fairground::store
