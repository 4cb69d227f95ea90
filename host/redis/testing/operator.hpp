// What an operator does to a server by hand, or by redis-cli.
#pragma once
#include <stdexcept>

#include "redis/wire.hpp"
#include "support/private_redis.hpp"

namespace fairground::redis {

inline Options patient_options() {
    Options options;
    options.connect_timeout = options.io_timeout = std::chrono::seconds(5);
    return options;
}

// Sends one command to the server at a port of loopback; throws what Redis says if it does not like it.
inline Reply order(unsigned short port, std::initializer_list<std::string_view> words) {
    Wire wire({"127.0.0.1", port}, patient_options());
    Reply reply = wire.ask(words);
    if (const Error* error = reply.error()) throw std::runtime_error(error->text);
    return reply;
}

// Options for tests: a busy machine is not a Redis that is away.
inline Options options_for(unsigned short port) {
    Options options;
    options.address.servers = {{"127.0.0.1", port}};
    options.connect_timeout = std::chrono::seconds(2);
    options.io_timeout = std::chrono::seconds(2);
    options.reconnect = std::chrono::milliseconds(50);
    return options;
}

// Looks every few ms until it is so; false: it was not within ten seconds.
template <class Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 2000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

}  // namespace fairground::redis
