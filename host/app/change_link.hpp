// Tells the other hosts over Redis that something changed in what campaigns serve, and hears it from them. Private to
// app.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "config/config.hpp"
#include "redis/redis.hpp"
#include "redis/subscription.hpp"

namespace fairground::app {

// Only a hint: what changed stands in the database, where every host looks anyhow. Without Redis it does nothing.
class ChangeLink {
public:
    // heard: on a thread of the link's; quick. Also when the link comes up again: something may have been missed.
    ChangeLink(const config::HostFile& host, const std::function<void()>& heard);

    // Waits for Redis a little if it is there.
    void tell();
    bool linked() const { return redis_ != nullptr; }

private:
    std::optional<redis::Channel> channel_;
    std::unique_ptr<redis::Redis> redis_;
    std::unique_ptr<redis::Subscription> subscription_;
};

}  // namespace fairground::app
