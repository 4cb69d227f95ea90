#include "load/exchange.hpp"

#include <memory>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace fairground::load {

namespace asio = boost::asio;
using Error = boost::system::error_code;

Exchange::Exchange(asio::any_io_executor executor, asio::ip::tcp::endpoint host, std::chrono::milliseconds time)
    : socket_(std::move(executor)), host_(std::move(host)), time_(time), buffer_(16 * 1024) {}

void Exchange::ask(std::string_view request, Done done) {
    request_ = request;
    done_ = std::move(done);
    due_ = std::chrono::steady_clock::now() + time_;
    filled_ = 0;
    if (socket_.is_open()) return send();
    socket_.async_connect(host_, [this](Error error) {
        if (error) return lose();
        socket_.set_option(asio::ip::tcp::no_delay(true), error);
        send();
    });
}

asio::awaitable<std::optional<HttpAnswer>> Exchange::ask(std::string_view request) {
    const auto begin = [&](auto handler) {
        ask(request, [resume = std::make_shared<decltype(handler)>(std::move(handler))](const HttpAnswer* answer) {
            std::move (*resume)(answer ? std::optional(*answer) : std::nullopt);
        });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::optional<HttpAnswer>)>(
        begin, asio::use_awaitable);
}

// At once, as a request always finds room in the socket's buffer.
void Exchange::send() {
    Error error;
    asio::write(socket_, asio::buffer(request_), error);
    if (error)
        return asio::post(socket_.get_executor(), [this] { lose(); });  // done may ask again: not from within ask
    wait();
}

// Readiness first, then one read: reading at once would only learn that nothing is there yet.
void Exchange::wait() {
    socket_.async_wait(asio::socket_base::wait_read, [this](Error error) { error ? lose() : receive(); });
}

void Exchange::receive() {
    if (filled_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
    Error error;
    filled_ += socket_.read_some(asio::buffer(buffer_.data() + filled_, buffer_.size() - filled_), error);
    if (error) return lose();
    const auto answer = read_answer({buffer_.data(), filled_});
    if (!answer) return wait();
    if (!answer->keep_alive) socket_.close(error);
    finish(&*answer);
}

void Exchange::lose() {
    Error ignored;
    socket_.close(ignored);
    finish(nullptr);
}

void Exchange::finish(const HttpAnswer* answer) {
    due_.reset();
    std::exchange(done_, nullptr)(answer);
}

void Exchange::sweep(std::chrono::steady_clock::time_point now) {
    Error ignored;
    if (due_ && *due_ < now) socket_.close(ignored);
}

}  // namespace fairground::load
