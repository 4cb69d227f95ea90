#include "load/load.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
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
constexpr auto longest_wait = 500ms;

bool is_busy(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

asio::awaitable<void> sleep(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
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
          choice(options.seed) {
        for (std::size_t i = 0; i < options.connections; ++i)
            exchanges.push_back(std::make_unique<Exchange>(io.get_executor(), host, options.attempt_time));
    }

    // Runs work(exchange) once on each connection, until all have come to their end.
    template <class Work>
    void on_all(Work work) {
        io.restart();
        std::size_t running = exchanges.size();
        std::exception_ptr failure;
        for (auto& exchange : exchanges)
            asio::co_spawn(io, work(*exchange), [&](std::exception_ptr thrown) {
                --running;
                if (thrown && !failure) failure = thrown;
                if (running == 0) sweep_timer.cancel();
            });
        asio::co_spawn(io, sweep(running), [](std::exception_ptr) {});
        io.run();
        if (failure) std::rethrow_exception(failure);
    }

    asio::awaitable<void> sweep(const std::size_t& running) {
        while (running > 0) {
            sweep_timer.expires_after(sweep_every);
            co_await sweep_timer.async_wait(asio::use_awaitable);
            for (auto& exchange : exchanges) exchange->sweep(Clock::now());
        }
    }

    std::string request(std::string_view target, std::string_view headers, std::string_view body) const {
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{}Content-Length: {}\r\n\r\n{}", target,
            host_header, headers, body.size(), body);
    }

    struct Intent {
        std::size_t player = 0;
        std::string key;
        std::string_view body;
    };
    std::string next_key() { return fmt::format("k{}-{}", options.seed, ++keys); }
    Intent next_intent() {
        return {choice() % options.players, next_key(), options.bodies[choice() % options.bodies.size()]};
    }
    std::string text_of(const Intent& intent) const {
        return request(
            fmt::format("/api/v1/campaigns/{}/actions/{}", options.campaign, options.action),
            fmt::format("Authorization: Bearer {}\r\nIdempotency-Key: {}\r\n", tokens[intent.player], intent.key),
            intent.body);
    }
    bool answer_gets_lost() {
        return options.lose_answers > 0 && std::uniform_real_distribution<>()(choice) < options.lose_answers;
    }

    asio::awaitable<void> log_in(Exchange& exchange);
    asio::awaitable<void> settle(Exchange& exchange, Intent intent);

    const Options options;
    asio::io_context io{1};
    asio::steady_timer sweep_timer{io};
    const asio::ip::tcp::endpoint host;
    const std::string host_header;
    std::mt19937_64 choice;
    std::vector<std::unique_ptr<Exchange>> exchanges;
    std::vector<std::string> tokens;
    std::size_t logged_in = 0;
    std::uint64_t keys = 0;
    std::atomic<bool> stopped{false};

    Report report;
    std::vector<std::chrono::microseconds> samples;
};

asio::awaitable<void> Driver::Parts::log_in(Exchange& exchange) {
    const auto give_up = Clock::now() + options.patience;
    while (logged_in < options.players) {
        const std::size_t player = logged_in++;
        const nlohmann::json body{{"provider", "dev"}, {"player", player_name(player)}};
        const std::string text = request("/api/v1/sessions", "", body.dump());
        auto answer = co_await exchange.ask(text);
        for (; !answer || is_busy(answer->status); answer = co_await exchange.ask(text)) {
            if (Clock::now() > give_up)
                throw std::runtime_error(fmt::format("no session for {} from {}: {}", player_name(player), host_header,
                                                     answer ? std::to_string(answer->status) : "no answer"));
            co_await sleep(first_wait);
        }
        if (answer->status != 201)
            throw std::runtime_error(fmt::format("login of {}: expected 201, got {}: {}", player_name(player),
                                                 answer->status, answer->body));
        tokens[player] = nlohmann::json::parse(answer->body).at("token");
    }
}

asio::awaitable<void> Driver::Parts::settle(Exchange& exchange, Intent intent) {
    const auto begin = Clock::now();
    std::chrono::milliseconds wait = first_wait;
    for (int attempt = 1;; ++attempt) {
        const std::string text = text_of(intent);
        auto answer = co_await exchange.ask(text);
        const auto now = Clock::now();
        if (answer && !is_busy(answer->status) && !answer_gets_lost()) {
            samples.push_back(std::chrono::duration_cast<std::chrono::microseconds>(now - begin));
            ++report.statuses[answer->status];
            if (!options.keep_bodies) answer->body.clear();
            report.answered.push_back({std::move(intent.key), intent.player, attempt, answer->status, answer->replayed,
                                       std::move(answer->plugin), std::move(answer->body)});
            co_return;
        }
        if (answer && is_busy(answer->status))
            ++report.busy;
        else
            ++report.connections_lost;
        if (now - begin > options.patience) {
            report.unanswered.push_back(std::move(intent.key));
            co_return;
        }
        co_await sleep(std::min(std::max(wait, answer ? answer->retry_after : 0ms), longest_wait));
        wait *= 2;
        if (options.new_key_on_retry) intent.key = next_key();
    }
}

Driver::Driver(Options options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Driver::~Driver() = default;

void Driver::log_in() {
    parts_->logged_in = 0;
    parts_->tokens.assign(parts_->options.players, "");
    parts_->on_all([this](Exchange& exchange) { return parts_->log_in(exchange); });
}

Report Driver::run(std::chrono::milliseconds time, std::uint64_t at_most) {
    auto& parts = *parts_;
    parts.report = Report();
    parts.samples.clear();
    parts.stopped = false;
    const auto begin = Clock::now();
    std::uint64_t begun = 0;
    const auto work = [&](Exchange& exchange) -> asio::awaitable<void> {
        while (Clock::now() - begin < time && begun < at_most && !parts.stopped) {
            ++begun;
            co_await parts.settle(exchange, parts.next_intent());
        }
    };
    parts.on_all(work);
    parts.report.elapsed = Clock::now() - begin;
    parts.report.latencies = Latencies(std::move(parts.samples));
    return std::move(parts.report);
}

void Driver::stop() {
    parts_->stopped = true;
}

}  // namespace fairground::load
