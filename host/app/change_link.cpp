#include "app/change_link.hpp"

#include "app/open.hpp"

namespace fairground::app {

ChangeLink::ChangeLink(const config::HostFile& host, const std::function<void()>& heard) {
    auto options = cache_options(host, 0).redis;
    if (!options) return;
    options->connections = 1;
    channel_ = redis::Environment(host.environment).channel("change");
    redis_ = std::make_unique<redis::Redis>(*options);
    if (!heard) return;
    subscription_ = std::make_unique<redis::Subscription>(
        *options, std::vector{*channel_},
        redis::Subscription::Listener{.up = [heard](std::uint64_t) { heard(); },
                                      .down = [](const std::string&) {},
                                      .message = [heard](const redis::Channel&, std::string_view) { heard(); }});
}

void ChangeLink::tell() {
    constexpr std::chrono::milliseconds patience{200};
    if (!redis_ || !redis_->up_within(patience)) return;
    redis::Commands commands;
    commands.publish(*channel_, "changed");
    redis_->ask(std::move(commands));
}

}  // namespace fairground::app
