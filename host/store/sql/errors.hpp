// Turns what ODB and the databases report into Unavailable, Retryable and Fault.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "store/store.hpp"

namespace fairground::store {

// The server takes no writes: it is a replica, or was demoted.
struct ReadOnly : Unavailable {
    using Unavailable::Unavailable;
};

// REQUIRES: called in a catch block. Throws the exception being handled as one of ours; ours and std ones pass.
[[noreturn]] void rethrow_translated();

template <typename Work>
auto translated(Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (...) {
        rethrow_translated();
    }
}

// By the database's own error number. what: what was tried.
[[noreturn]] void throw_mariadb_error(unsigned error, std::string_view message, std::string_view what);
[[noreturn]] void throw_sqlite_error(int code, std::string_view message, std::string_view what);

}  // namespace fairground::store
