// Under which names replies of views lie in the cache. Private to engine.
#pragma once
#include <string>
#include <string_view>

#include "engine/views.hpp"

namespace fairground::engine {

// What has a longer one is not kept.
inline constexpr std::size_t longest_name = 2048;

struct CachedNames {
    std::string who;     // cache::who_is, or empty
    std::string own;     // of a reply that is the player's, or the visitors'
    std::string common;  // of one that is everybody's
};

// Overwrites what is there.
void write_names(CachedNames& names, const Views::Ask& ask);

// All that a view's reply may depend on besides the data, the clock, who asks and with which query.
void add_family(std::string& name, const campaign::Revision& revision, const plugin::Route& route);

// The names of one view for many players who are known by their ids alone: the same that write_names gives.
class NamesForMany {
public:
    NamesForMany(const std::string& tenant, const BulkView& view);

    // Leaves common as it is: it is the same for all.
    void write(CachedNames& names, std::string_view player) const;
    const std::string& common() const { return common_; }
    const std::string& family() const { return family_; }

private:
    std::string tenant_;
    std::string family_;
    std::string common_;
    std::string rest_;  // of an own name, behind the player
};

}  // namespace fairground::engine
