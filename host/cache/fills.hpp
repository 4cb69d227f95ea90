// Replies that were computed many at once, without a fetch for each, kept for those who come later. For one thread.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "cache/cache.hpp"

namespace fairground::cache {

class Fills {
public:
    // What is read from now on may be kept, in this process. The cache must outlive it.
    explicit Fills(Cache& cache);
    ~Fills();
    Fills(const Fills&) = delete;
    Fills& operator=(const Fills&) = delete;

    // Something of this player (who_is) is going to be read: from now on his changes are noted.
    void expect(const std::string& who);

    struct Names {
        std::string_view who;  // empty: a visitor
        std::string_view own;
        std::string_view common;
        const std::string& family;
    };
    // Not if he changed since. REQUIRES: he was expected before what was computed was read from the primary; made_under
    // is what scope() said before that.
    void keep(const Names& names, const Generation& made_under, const Computed& computed);

private:
    struct Expected;
    Levels& levels_;
    const std::unique_ptr<Expected> expected_;
};

}  // namespace fairground::cache
