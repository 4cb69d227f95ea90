#include "http/session.hpp"

#include "http/problem.hpp"
#include "http/wire.hpp"
#include "ops/metrics.hpp"

namespace fairground::http {
namespace {

using namespace std::chrono_literals;
using boost::system::error_code;

constexpr auto linger_time = 1s;
constexpr auto idle_grace = 1s;
constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Session::Session(std::shared_ptr<Shard> shard, Socket socket)
    : shard_(std::move(shard)),
      connection_(std::move(socket), shard_->front().certificate.load()),
      visitor_(shard_->front(), connection_.socket(), connection_.secure()),
      reader_(shard_->front().limits) {
    ++shard_->front().connections;
}

void Session::start() {
    error_code ignored;
    connection_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    if (!connection_.secure()) {
        enter(State::idle);
        return read();
    }
    enter(State::shaking_hands);
    connection_.shake_hands([self = shared_from_this()](const error_code& error) {
        if (self->state_ != State::shaking_hands) return;
        if (error) return self->close();
        self->enter(State::idle);
        self->read();
    });
}

void Session::turn_away(const Problem& problem) {
    if (connection_.secure()) return close();
    unread_input_ = true;
    fail(problem);
}

void Session::enter(State state) {
    state_ = state;
    since_ = SteadyClock::now();
}

SteadyClock::duration Session::patience() const {
    const auto& limits = shard_->front().limits;
    switch (state_) {
        case State::idle:
            return limits.idle_time;
        case State::shaking_hands:
        case State::reading:
        case State::writing:
            return limits.request_time;
        case State::lingering:
            return linger_time;
        case State::running:
        case State::closed:
            break;
    }
    return SteadyClock::duration::max();
}

void Session::sweep(SteadyClock::time_point now) {
    if (now - since_ < patience()) return;
    if (state_ != State::reading) return close();
    unread_input_ = true;
    fail({408, "request_timeout",
          std::string("the ") + (reader_.in_body() ? "body" : "header") + " did not arrive in time; send it within " +
              std::to_string(shard_->front().limits.request_time.count()) + " ms"});
}

void Session::close_if_idle(SteadyClock::time_point now) {
    if (state_ == State::idle && now - since_ >= idle_grace) close();
}

void Session::close() {
    if (state_ == State::closed) return;
    if (state_ == State::running) --shard_->front().in_flight;
    state_ = State::closed;
    error_code ignored;
    connection_.socket().close(ignored);
    --shard_->front().connections;
    visitor_.leave();
    shard_->remove(*this);
}

void Session::read() {
    reading_ = true;
    connection_.read_some(
        reader_.buffer().prepare(reader_.appetite()),
        [self = shared_from_this()](const error_code& error, std::size_t bytes) { self->on_read(error, bytes); });
}

void Session::on_read(const error_code& error, std::size_t bytes) {
    reading_ = false;
    if (state_ == State::lingering) return error ? close() : discard();
    if (state_ != State::idle && state_ != State::reading) return;
    if (error) return close();
    reader_.buffer().commit(bytes);
    if (state_ == State::idle) enter(State::reading);
    advance();
}

void Session::advance() try {
    switch (reader_.advance()) {
        case RequestReader::Progress::need_more:
            return read();
        case RequestReader::Progress::go_ahead:
            return send_go_ahead();
        case RequestReader::Progress::complete:
            return dispatch();
    }
} catch (const Problem& problem) {
    unread_input_ = true;
    fail(problem);
}

void Session::send_go_ahead() {
    connection_.write(asio::buffer(go_ahead), [self = shared_from_this()](const error_code& error, std::size_t) {
        if (self->state_ != State::reading) return;
        error ? self->close() : self->advance();
    });
}

void Session::dispatch() {
    keep_alive_ = reader_.keep_alive();
    try {
        visitor_.introduce(reader_.request());
    } catch (const Problem& problem) {
        return refuse(problem);
    }
    enter(State::running);
    ++shard_->front().in_flight;
    Respond respond([self = shared_from_this()](Response* response) { self->answer(response); });
    try {
        shard_->front().handler(reader_.request(), respond);
    } catch (const std::exception& error) {
        respond(fault(reader_.request(), error.what()));
    }
}

void Session::answer(Response* response) {
    if (response == nullptr)
        return shard_->run_here([self = shared_from_this()] {
            if (self->state_ == State::running)
                self->finish(fault(self->reader_.request(), "the handler gave no answer"));
        });
    shard_->run_here([self = shared_from_this(), answer = std::move(*response)]() mutable {
        if (self->state_ == State::running) self->finish(std::move(answer));
    });
}

void Session::finish(Response response) {
    Front& front = shard_->front();
    Request& request = reader_.request();
    --front.in_flight;
    visitor_.answered();
    (request.meter ? *request.meter : front.unrouted).count(response.status, SteadyClock::now() - request.started);
    keep_alive_ = keep_alive_ && !response.close && !front.draining.load(std::memory_order_relaxed);
    write(std::move(response), request.method != "HEAD");
}

void Session::fail(const Problem& problem) {
    keep_alive_ = false;
    refuse(problem);
}

void Session::refuse(const Problem& problem) {
    shard_->front().unrouted.count(problem.status, 0ns);
    write(to_response(problem, reader_.request().trace_id()), reader_.request().method != "HEAD");
}

void Session::write(Response response, bool with_body) {
    enter(State::writing);
    response_ = std::move(response);
    head_.clear();
    write_head(head_, response_, keep_alive_);
    const auto done = [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); };
    if (response_.shared && with_body)
        return connection_.write(
            std::array<asio::const_buffer, 2>{asio::buffer(head_), asio::buffer(*response_.shared)}, done);
    if (with_body) head_.append(response_.body);
    connection_.write(asio::buffer(head_), done);
}

void Session::on_written(const error_code& error) {
    if (state_ != State::writing) return;
    if (error) return close();
    if (!keep_alive_) return linger();
    reader_.next();
    response_ = {};
    const bool pipelined = reader_.begun();
    enter(pipelined ? State::reading : State::idle);
    pipelined ? advance() : read();
}

void Session::linger() {
    enter(State::lingering);
    if (!connection_.secure() || reading_) return hang_up();
    connection_.say_goodbye([self = shared_from_this()](const error_code&) {
        if (self->state_ == State::lingering) self->hang_up();
    });
}

void Session::hang_up() {
    error_code ignored;
    connection_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    if (!unread_input_ && reader_.buffer().size() == 0) return close();
    if (!reading_) discard();
}

// What still comes means nothing any more, so it is not deciphered either.
void Session::discard() {
    reader_.buffer().clear();
    reading_ = true;
    connection_.socket().async_read_some(
        reader_.buffer().prepare(reader_.appetite()),
        [self = shared_from_this()](const error_code& error, std::size_t bytes) { self->on_read(error, bytes); });
}

}  // namespace fairground::http
