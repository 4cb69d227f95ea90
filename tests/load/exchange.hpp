// One connection that asks and reads answers, and comes back after a loss. Private to load.
#pragma once
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "load/answer.hpp"

namespace fairground::load {

// All calls on the thread of its executor.
class Exchange {
public:
    Exchange(boost::asio::any_io_executor executor, boost::asio::ip::tcp::endpoint host,
             std::chrono::milliseconds time);

    // The answer is there for the call of done only; null: no connection, or lost before the whole answer was read, or
    // too late. done may ask again. REQUIRES: the request stays, and nothing else is asked, until done was called.
    using Done = std::function<void(const HttpAnswer*)>;
    void ask(std::string_view request, Done done);
    // The same for coroutines, at the price of a frame: empty for null, and there until the next ask.
    boost::asio::awaitable<std::optional<HttpAnswer>> ask(std::string_view request);
    // To be called now and then: closes the connection if an answer is overdue.
    void sweep(std::chrono::steady_clock::time_point now);

private:
    void send();
    void wait();
    void receive();
    void lose();
    void finish(const HttpAnswer* answer);

    boost::asio::ip::tcp::socket socket_;
    const boost::asio::ip::tcp::endpoint host_;
    const std::chrono::milliseconds time_;
    std::vector<char> buffer_;
    std::size_t filled_ = 0;
    std::string_view request_;
    Done done_;
    std::optional<std::chrono::steady_clock::time_point> due_;
};

}  // namespace fairground::load
