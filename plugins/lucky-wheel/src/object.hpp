// JSON objects of a turn. A wheel is turned a hundred thousand times a second, and braces ({{"a", 1}, {"b", 2}}) first
// make a list of lists of what they are given: that takes longer than all the rest of a turn.
#pragma once
#include <utility>

#include <fairground/plugin.hpp>

namespace lucky_wheel {

inline void add_members(fairground::Json::object_t&) {}

template <class Value, class... Rest>
void add_members(fairground::Json::object_t& object, const char* name, Value&& value, Rest&&... rest) {
    object.emplace_hint(object.end(), name, std::forward<Value>(value));
    add_members(object, std::forward<Rest>(rest)...);
}

// object("id", 7, "title", text): names and values in turn; fastest in the order of the alphabet.
template <class... Members>
fairground::Json object(Members&&... members) {
    fairground::Json::object_t made;
    add_members(made, std::forward<Members>(members)...);
    return made;
}

}  // namespace lucky_wheel
