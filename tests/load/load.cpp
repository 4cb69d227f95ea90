#include "load/load.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <iterator>
#include <random>
#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "load/exchange.hpp"

namespace fairground::load {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto sweep_every = 100ms;
constexpr auto first_wait = 20ms;
constexpr std::chrono::milliseconds longest_wait = 500ms;

bool is_busy(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

// Of this thread.
std::chrono::microseconds cpu_time() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::seconds(now.tv_sec) +
                                                                 std::chrono::nanoseconds(now.tv_nsec));
}

}  // namespace

std::string player_name(std::size_t player) {
    return fmt::format("p{}", player);
}

Latencies::Latencies(std::vector<std::chrono::microseconds> samples) : sorted_(std::move(samples)) {
    std::sort(sorted_.begin(), sorted_.end());
}

std::chrono::microseconds Latencies::percentile(double share) const {
    if (sorted_.empty()) return 0us;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted_.size())));
    return sorted_[std::clamp<std::size_t>(rank, 1, sorted_.size()) - 1];
}

struct Driver::Parts {
    explicit Parts(Options given)
        : options(std::move(given)),
          host(asio::ip::make_address(options.host), options.port),
          host_header(fmt::format("{}:{}", options.host, options.port)),
          intent_head(head(fmt::format("/api/v1/campaigns/{}/actions/{}", options.campaign, options.action))),
          choice(options.seed) {
        for (std::size_t i = 0; i < options.connections; ++i)
            exchanges.push_back(std::make_unique<Exchange>(io.get_executor(), host, options.attempt_time));
    }

    // One Worker for each connection, until all have come to their end.
    template <class Worker>
    void on_all() {
        io.restart();
        failure = nullptr;
        running = exchanges.size();
        std::vector<std::unique_ptr<Worker>> workers;
        for (auto& exchange : exchanges) workers.push_back(std::make_unique<Worker>(*this, *exchange));
        for (auto& worker : workers) asio::post(io, [&one = *worker] { one.next(); });
        sweep();
        io.run();
        if (failure) std::rethrow_exception(failure);
    }
    void sweep() {
        sweep_timer.expires_after(sweep_every);
        sweep_timer.async_wait([this](boost::system::error_code) {
            for (auto& exchange : exchanges) exchange->sweep(Clock::now());
            if (running > 0) sweep();
        });
    }
    void finished() {
        if (--running == 0) sweep_timer.cancel();
    }
    // The others come to their end, too.
    void fail(const std::string& what) {
        if (!failure) failure = std::make_exception_ptr(std::runtime_error(what));
        finished();
    }

    std::string head(std::string_view target) const {
        return fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n", target, host_header);
    }

    const Options options;
    asio::io_context io{1};
    asio::steady_timer sweep_timer{io};
    const asio::ip::tcp::endpoint host;
    const std::string host_header;
    const std::string intent_head;
    std::mt19937_64 choice;
    std::vector<std::unique_ptr<Exchange>> exchanges;
    std::size_t running = 0;
    std::exception_ptr failure;

    std::vector<std::string> tokens;
    std::size_t logged_in = 0;

    std::uint64_t keys = 0;
    Clock::time_point begin;
    std::chrono::milliseconds time{0};
    std::uint64_t begun = 0;
    std::uint64_t at_most = 0;
    std::atomic<bool> stopped{false};
    Report report;
    std::vector<std::chrono::microseconds> samples;
};

// Gets sessions, one after the other, as long as there are players without.
class Driver::LogIn {
public:
    LogIn(Parts& parts, Exchange& exchange)
        : parts_(parts), exchange_(exchange), timer_(parts.io), give_up_(Clock::now() + parts.options.patience) {}

    void next() {
        if (parts_.failure || parts_.logged_in == parts_.options.players) return parts_.finished();
        player_ = parts_.logged_in++;
        const auto body = nlohmann::json{{"provider", "dev"}, {"player", player_name(player_)}}.dump();
        text_ = fmt::format("{}Content-Length: {}\r\n\r\n{}", parts_.head("/api/v1/sessions"), body.size(), body);
        ask();
    }

private:
    void ask() {
        exchange_.ask(text_, [this](const HttpAnswer* answer) { take(answer); });
    }
    void take(const HttpAnswer* answer) {
        if (!answer || is_busy(answer->status)) {
            if (Clock::now() > give_up_)
                return parts_.fail(fmt::format("no session for {} from {}: {}", player_name(player_),
                                               parts_.host_header,
                                               answer ? std::to_string(answer->status) : "no answer"));
            timer_.expires_after(first_wait);
            return timer_.async_wait([this](boost::system::error_code) { ask(); });
        }
        if (answer->status != 201)
            return parts_.fail(fmt::format("login of {}: expected 201, got {}: {}", player_name(player_),
                                           answer->status, answer->body));
        parts_.tokens[player_] = nlohmann::json::parse(answer->body).at("token");
        next();
    }

    Parts& parts_;
    Exchange& exchange_;
    asio::steady_timer timer_;
    const Clock::time_point give_up_;
    std::size_t player_ = 0;
    std::string text_;
};

// Settles intents, one after the other, as long as new ones may begin.
class Driver::Intents {
public:
    Intents(Parts& parts, Exchange& exchange) : parts_(parts), exchange_(exchange), timer_(parts.io) {}

    void next() {
        begin_ = Clock::now();
        if (parts_.failure || parts_.stopped || begin_ - parts_.begin >= parts_.time || parts_.begun >= parts_.at_most)
            return parts_.finished();
        ++parts_.begun;
        player_ = parts_.choice() % parts_.options.players;
        key_ = next_key();
        body_ = parts_.options.bodies[parts_.choice() % parts_.options.bodies.size()];
        attempts_ = 0;
        wait_ = first_wait;
        attempt();
    }

private:
    std::string next_key() { return fmt::format("k{}-{}", parts_.options.seed, ++parts_.keys); }
    void attempt() {
        ++attempts_;
        text_.clear();
        fmt::format_to(std::back_inserter(text_),
                       "{}Authorization: Bearer {}\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n\r\n{}",
                       parts_.intent_head, parts_.tokens[player_], key_, body_.size(), body_);
        exchange_.ask({text_.data(), text_.size()}, [this](const HttpAnswer* answer) { take(answer); });
    }
    void take(const HttpAnswer* answer) {
        const auto now = Clock::now();
        if (answer && answer->status == 0)
            return parts_.fail(fmt::format("no answer of HTTP/1.1 with Content-Length: {}", answer->body));
        if (answer && !is_busy(answer->status) && !gets_lost()) return settle(*answer, now);
        if (answer && is_busy(answer->status)) {
            ++parts_.report.busy;
            parts_.report.last_busy = answer->body;
        } else {
            ++parts_.report.connections_lost;
        }
        if (now - begin_ > parts_.options.patience) {
            parts_.report.unanswered.push_back(std::move(key_));
            return next();
        }
        timer_.expires_after(std::min(std::max(wait_, answer ? answer->retry_after : 0ms), longest_wait));
        wait_ = std::min(2 * wait_, longest_wait);
        timer_.async_wait([this](boost::system::error_code) {
            if (parts_.options.new_key_on_retry) key_ = next_key();
            attempt();
        });
    }
    void settle(const HttpAnswer& answer, Clock::time_point now) {
        parts_.samples.push_back(std::chrono::duration_cast<std::chrono::microseconds>(now - begin_));
        ++parts_.report.statuses[answer.status];
        parts_.report.answered.push_back({std::move(key_), player_, attempts_, answer.status, answer.replayed,
                                          std::string(answer.plugin),
                                          parts_.options.keep_bodies ? std::string(answer.body) : std::string()});
        next();
    }
    bool gets_lost() {
        return parts_.options.lose_answers > 0 &&
               std::uniform_real_distribution<>()(parts_.choice) < parts_.options.lose_answers;
    }

    Parts& parts_;
    Exchange& exchange_;
    asio::steady_timer timer_;
    Clock::time_point begin_;
    std::size_t player_ = 0;
    std::string key_;
    std::string_view body_;
    int attempts_ = 0;
    std::chrono::milliseconds wait_ = first_wait;
    fmt::memory_buffer text_;
};

Driver::Driver(Options options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Driver::~Driver() = default;

void Driver::log_in() {
    parts_->logged_in = 0;
    parts_->tokens.assign(parts_->options.players, "");
    parts_->on_all<LogIn>();
}

Report Driver::run(std::chrono::milliseconds time, std::uint64_t at_most) {
    auto& parts = *parts_;
    parts.report = Report();
    parts.samples.clear();
    parts.stopped = false;
    parts.begun = 0;
    parts.at_most = at_most;
    parts.time = time;
    parts.begin = Clock::now();
    const auto cpu = cpu_time();
    parts.on_all<Intents>();
    parts.report.elapsed = Clock::now() - parts.begin;
    parts.report.cpu = cpu_time() - cpu;
    parts.report.latencies = Latencies(std::move(parts.samples));
    return std::move(parts.report);
}

void Driver::stop() {
    parts_->stopped = true;
}

}  // namespace fairground::load
