// A statement about many keys: one with a list of them where values stand in the text, else one that is run for each,
// with its values bound.
#pragma once
#include <functional>
#include <type_traits>
#include <utility>

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

//     add_for_each(script, on_row, "SELECT body FROM player_value WHERE player_id IN (?) AND name = ?", Each(ids),
//     name)
//
// Rows come key by key where values are bound, else in the database's order. REQUIRES: one Each among the values, of
// different keys.
template <typename... Values>
void add_for_each(Script& script, std::function<void(const Row&)> on_row,
                  SqlTemplate<std::type_identity_t<Values>...> text, const Values&... values) {
    if (!script.binds()) return script.add(sql(text, values...), std::move(on_row));
    BoundRows rows;
    const std::size_t keys = (keys_in(values) + ...);
    for (std::size_t key = 0; key < keys; ++key) rows.row(value_for(key, values)...);
    if (!rows.empty()) script.add_bound(sql_with_holes(text, values...), std::move(rows), std::move(on_row));
}

}  // namespace fairground::store
