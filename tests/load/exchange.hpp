// One connection that asks and reads answers, and comes back after a loss. Private to load.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

namespace fairground::load {

struct HttpAnswer {
    int status = 0;
    bool replayed = false;
    std::chrono::milliseconds retry_after{0};
    std::string plugin;
    std::string body;
};

// All calls on the thread of its executor.
class Exchange {
public:
    Exchange(boost::asio::any_io_executor executor, boost::asio::ip::tcp::endpoint host,
             std::chrono::milliseconds time);

    // Empty: no connection, or lost before the whole answer was read, or too late.
    boost::asio::awaitable<std::optional<HttpAnswer>> ask(std::string_view request);
    // To be called now and then: closes the connection if an answer is overdue.
    void sweep(std::chrono::steady_clock::time_point now);

private:
    boost::asio::awaitable<HttpAnswer> converse(std::string_view request);

    boost::asio::ip::tcp::socket socket_;
    const boost::asio::ip::tcp::endpoint host_;
    const std::chrono::milliseconds time_;
    boost::beast::flat_buffer buffer_;
    std::optional<std::chrono::steady_clock::time_point> due_;
};

}  // namespace fairground::load
