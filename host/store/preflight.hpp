// What a database must be like for this platform to be exact: looked up in the live server, not in its files.
#pragma once
#include <string>
#include <vector>

namespace fairground::store {

struct Check {
    enum class State { ok, failed, unknown, doubtful };
    std::string name;  // of the variable, or "privileges", "schema", "statement" …
    State state = State::ok;
    std::string found;
    std::string expected;
    std::string remedy;  // of a failed or doubtful one: the line for my.cnf, or the SQL to run
};

}  // namespace fairground::store
