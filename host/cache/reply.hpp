// What a view answered, as the cache keeps it. Immutable once it is shared; any thread.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace fairground::cache {

// Milliseconds since the epoch, by the system's clock.
using Moment = std::int64_t;

struct Reply {
    std::uint8_t kind = 0;  // a number of who made it
    std::string body;
    std::string code;
    std::string detail;
    std::int64_t version = 0;  // of the player's data it was computed from; 0: he has none, or it is of nobody
    Moment fresh_until = 0;
    Moment until = 0;  // from fresh_until to here it may still be given, while a new one is fetched

    // Made from the above by who sends it, so that it is made once; neither is shared with other hosts.
    std::string etag;
    std::string headers;
};
using ReplyPtr = std::shared_ptr<const Reply>;

}  // namespace fairground::cache
