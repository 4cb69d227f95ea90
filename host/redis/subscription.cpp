#include "redis/subscription.hpp"

#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

#include "redis/dial.hpp"
#include "redis/pauses.hpp"
#include "redis/wake.hpp"
#include "redis/words.hpp"

namespace fairground::redis {

struct Subscription::Parts {
    Parts(Options given, std::vector<Channel> all, Listener calls)
        : options(std::move(given)), channels(std::move(all)), listener(std::move(calls)) {
        for (const Channel& channel : channels) names += (names.empty() ? "" : ", ") + channel.text();
        thread = std::jthread([this] { run(); });
    }
    ~Parts() { wake.signal(); }

    void run();
    void subscribe(Wire& wire);
    void listen(Wire& wire);
    void hear(const Reply& reply);
    void up(std::uint64_t server);
    void down(const std::string& why);

    const Options options;
    const std::vector<Channel> channels;
    const Listener listener;
    std::string names;
    Wake wake;
    mutable std::mutex mutex;
    Figures figures{.problem = "not connected yet"};
    std::jthread thread;  // joined before the rest ends
};

void Subscription::Parts::run() {
    Pauses pauses(options.reconnect);
    do {
        try {
            const Connection connection = dial(options);
            subscribe(*connection.wire);
            up(connection.server);
            pauses.start_again();
            listen(*connection.wire);
        } catch (const Broken& broken) {
            down(broken.what());
        }
    } while (!wake.within(pauses.next()));
}

void Subscription::Parts::subscribe(Wire& wire) {
    std::string command;
    append_words(command, channels.size() + 1);
    append_word(command, "SUBSCRIBE");
    for (const Channel& channel : channels) append_word(command, channel.text());
    wire.write(command);
    for (const Channel& channel : channels) {
        const Reply reply = std::move(wire.read(1).front());
        if (const Error* error = reply.error())
            throw Broken("redis " + to_text(wire.server()) + ": cannot subscribe to " + channel.text() + ": " +
                         error->text);
    }
}

// Until it is broken, or the end.
void Subscription::Parts::listen(Wire& wire) {
    bool asked = false;
    while (!wake.within(std::chrono::milliseconds(0))) {
        if (wire.wait(asked ? options.io_timeout : options.silence, wake.descriptor())) {
            asked = false;
            hear(wire.read(1).front());
        } else if (asked) {
            throw Broken("redis " + to_text(wire.server()) + ": no sign of life within " +
                         std::to_string(options.io_timeout.count()) + " ms");
        } else {
            std::string ping;
            append_words(ping, 1);
            append_word(ping, "PING");
            wire.write(ping);
            asked = true;
        }
    }
}

void Subscription::Parts::hear(const Reply& reply) {
    const std::vector<Reply>* parts = reply.array();
    if (!parts || parts->size() != 3) return;  // a sign of life
    const std::string* kind = (*parts)[0].text();
    const std::string* name = (*parts)[1].text();
    const std::string* message = (*parts)[2].text();
    if (!kind || *kind != "message" || !name || !message) return;
    for (const Channel& channel : channels) {
        if (channel.text() != *name) continue;
        {
            const std::lock_guard lock(mutex);
            ++figures.messages;
        }
        listener.message(channel, *message);
    }
}

void Subscription::Parts::up(std::uint64_t server) {
    {
        const std::lock_guard lock(mutex);
        figures.up = true;
        figures.problem.clear();
    }
    spdlog::info("redis: subscribed to {}", names);
    listener.up(server);
}

void Subscription::Parts::down(const std::string& why) {
    {
        const std::lock_guard lock(mutex);
        figures.problem = why;
        if (!std::exchange(figures.up, false)) return;
        ++figures.losses;
    }
    spdlog::warn("redis: not subscribed to {} any more: {}", names, why);
    listener.down(why);
}

Subscription::Subscription(Options options, std::vector<Channel> channels, Listener listener) {
    if (channels.empty()) throw std::invalid_argument("a subscription needs a channel, found none");
    parts_ = std::make_unique<Parts>(std::move(options), std::move(channels), std::move(listener));
}

Subscription::~Subscription() = default;

Subscription::Figures Subscription::figures() const {
    const std::lock_guard lock(parts_->mutex);
    return parts_->figures;
}

}  // namespace fairground::redis
