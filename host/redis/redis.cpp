#include "redis/redis.hpp"

#include <future>
#include <stdexcept>
#include <thread>

#include "redis/courier.hpp"

namespace fairground::redis {

struct Redis::Parts {
    explicit Parts(Options given) : options(std::move(given)), queue(options.queue, options.pipeline) {
        for (std::size_t i = 0; i < options.connections; ++i)
            couriers.emplace_back([this] { Courier(options, queue, trips).run(); });
    }
    ~Parts() { queue.close(); }

    const Options options;
    Queue queue;
    Trips trips;
    std::vector<std::jthread> couriers;  // joined before the rest ends
};

Redis::Redis(Options options) : parts_(std::make_unique<Parts>(std::move(options))) {}

Redis::~Redis() = default;

void Redis::send(Commands commands, Done done) {
    parts_->queue.push({std::move(commands), std::move(done)});
}

Outcome Redis::ask(Commands commands) {
    if (Courier::is_this_thread())
        throw std::logic_error("Redis::ask() inside a Done would wait for itself; send() there");
    const auto outcome = std::make_shared<std::promise<Outcome>>();
    send(std::move(commands), [outcome](Outcome found) { outcome->set_value(std::move(found)); });
    return outcome->get_future().get();
}

bool Redis::up_within(std::chrono::milliseconds patience) const {
    return parts_->queue.up_within(patience);
}

Figures Redis::figures() const {
    Figures figures = parts_->queue.figures();
    figures.commands = parts_->trips.commands;
    figures.round_trips = parts_->trips.round_trips;
    figures.errors = parts_->trips.errors;
    return figures;
}

}  // namespace fairground::redis
