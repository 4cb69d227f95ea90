// The events of a tenant in the order in which they were committed, so that who reads on from where he was misses none.
// See docs/adr/0020-feed.md.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::store {

struct FeedEvent {
    std::int64_t place = 0;  // in the feed; grows, with gaps
    std::int64_t id = 0;
    std::string topic;
    std::string campaign;  // public id
    std::string player;    // external id
    std::string payload;   // JSON
    std::int64_t at = 0;   // ms

    bool operator==(const FeedEvent&) const = default;
};

// Threads: safe from any thread. Fails like the rest of the store.
class Feed {
public:
    virtual ~Feed() = default;

    // Gives places to events of all tenants that were committed and have none, at most so many; each is above all that
    // were ever given. Returns how many. 0 also while another host does the same.
    virtual std::size_t give_places(std::uint32_t most) = 0;

    // Those that have one, from the lowest, at most limit, behind that place. topic: empty for all.
    virtual std::vector<FeedEvent> events(std::string_view tenant, std::string_view topic, std::int64_t after,
                                          std::uint32_t limit) = 0;
};

}  // namespace fairground::store
