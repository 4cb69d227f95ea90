// Link: what is heard, on the thread of the subscription.
#include <spdlog/spdlog.h>

#include "cache/link.hpp"

namespace fairground::cache {

void Link::up(std::uint64_t server) {
    const std::lock_guard lock(hearing_mutex_);
    hearing_ = server;
    hello_ = 0;
    senders_.clear();
}

void Link::hear(std::string_view text) {
    const auto message = read_message(text);
    if (!message) {
        gaps_.fetch_add(1, std::memory_order_relaxed);
        return new_epoch();
    }
    message->sender == self_ ? hear_self(message->number) : hear_other(*message);
}

void Link::hear_self(std::uint64_t number) {
    const auto now = Clock::now();
    const std::lock_guard lock(hearing_mutex_);
    const auto sent = sent_.find(number);
    if (sent == sent_.end()) return;
    lag_us_.store((now - sent->second) / std::chrono::microseconds(1), std::memory_order_relaxed);
    trusted_until_.store((sent->second + times_.trust).time_since_epoch().count(), std::memory_order_relaxed);
    sent_.erase(sent_.begin(), std::next(sent));
    if (number != hello_ || !hearing_) return;
    hello_ = 0;
    new_epoch();
    caught_up_.store(true, std::memory_order_release);
    spdlog::info("cache: the link with the other hosts stands");
}

void Link::hear_other(const Message& message) {
    {
        const std::lock_guard lock(hearing_mutex_);
        const auto known = senders_.find(message.sender);
        if (known != senders_.end() && message.number != known->second.number + 1) {
            gaps_.fetch_add(1, std::memory_order_relaxed);
            new_epoch();
        }
        if (message.kind == Message::Kind::farewell) {
            if (known != senders_.end()) senders_.erase(known);
        } else if (known != senders_.end()) {
            known->second = {message.number, Clock::now()};
        } else {
            senders_.emplace(message.sender, Sender{message.number, Clock::now()});
        }
    }
    take_in(message);
}

void Link::take_in(const Message& message) {
    const auto& fields = message.fields;
    if (message.kind == Message::Kind::versions) {
        for (std::size_t i = 0; i + 2 < fields.size(); i += 3) {
            const auto version = read_number(fields[i + 2]);
            version ? heard_(fields[i], fields[i + 1], *version) : new_epoch();
        }
    } else if (message.kind == Message::Kind::generation) {
        const auto kind = Generations::kind_of(fields[0]);
        const auto number = read_number(fields[2]);
        if (!kind || !number) return new_epoch();
        if (generations_.raise(*kind, fields[1], *number) && *kind == Generations::Kind::environment) new_epoch();
    }
}

}  // namespace fairground::cache
