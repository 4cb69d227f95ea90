#include "load/exchange.hpp"

#include <charconv>

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

namespace fairground::load {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

std::chrono::milliseconds seconds_of(std::string_view text) {
    int seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds(seconds);
}

}  // namespace

Exchange::Exchange(asio::any_io_executor executor, asio::ip::tcp::endpoint host, std::chrono::milliseconds time)
    : socket_(std::move(executor)), host_(std::move(host)), time_(time) {}

asio::awaitable<std::optional<HttpAnswer>> Exchange::ask(std::string_view request) {
    due_ = std::chrono::steady_clock::now() + time_;
    std::optional<HttpAnswer> answer;
    try {
        answer = co_await converse(request);
    } catch (const boost::system::system_error&) {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }
    due_.reset();
    co_return answer;
}

asio::awaitable<HttpAnswer> Exchange::converse(std::string_view request) {
    if (!socket_.is_open()) {
        buffer_.clear();
        co_await socket_.async_connect(host_, asio::use_awaitable);
        socket_.set_option(asio::ip::tcp::no_delay(true));
    }
    co_await asio::async_write(socket_, asio::buffer(request), asio::use_awaitable);
    http::response<http::string_body> response;
    co_await http::async_read(socket_, buffer_, response, asio::use_awaitable);
    if (!response.keep_alive()) socket_.close();
    const auto after = response[http::field::retry_after];
    co_return HttpAnswer{.status = static_cast<int>(response.result_int()),
                         .replayed = response["Idempotency-Replayed"] == "true",
                         .retry_after = seconds_of({after.data(), after.size()}),
                         .plugin = std::string(response["Fairground-Plugin"]),
                         .body = std::move(response.body())};
}

void Exchange::sweep(std::chrono::steady_clock::time_point now) {
    boost::system::error_code ignored;
    if (due_ && *due_ < now) socket_.close(ignored);
}

}  // namespace fairground::load
