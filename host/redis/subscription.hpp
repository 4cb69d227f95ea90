// Messages published on channels. Redis keeps none: what is published while a subscription is down is lost, which is
// why it says when that is.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redis/key.hpp"
#include "redis/options.hpp"

namespace fairground::redis {

// A connection and a thread of its own, on which all of Listener is called, in order, never two at a time. It connects
// again by itself. A connection that is silent for Options::silence is asked for a sign of life, and given up when none
// comes within Options::io_timeout.
class Subscription {
public:
    // Must be quick and must not throw.
    struct Listener {
        // Everything published from now on is heard. server: as in Replies.
        std::function<void(std::uint64_t server)> up;
        // Not any more. Called once for each loss, not for attempts that fail.
        std::function<void(const std::string& why)> down;
        std::function<void(const Channel& channel, std::string_view message)> message;
    };

    // REQUIRES: a channel or more. Returns at once; down until up is called.
    Subscription(Options options, std::vector<Channel> channels, Listener listener);
    ~Subscription();  // no call of the listener after it, and none of down for it
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    struct Figures {
        bool up = false;
        std::uint64_t messages = 0;
        std::uint64_t losses = 0;
        std::string problem;  // why it is down; empty: it is up
    };
    Figures figures() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::redis
