#include "load/wave.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
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

constexpr auto look_every = 100ms;

bool is_refusal(int status) {
    return status == 429 || status == 503;
}

std::chrono::microseconds micros(Clock::duration time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time);
}

}  // namespace

struct Wave::Parts {
    explicit Parts(WaveOptions given)
        : options(std::move(given)),
          host(asio::ip::make_address(options.host), options.port),
          host_header(fmt::format("{}:{}", options.host, options.port)),
          choice(options.seed) {}

    std::string request(std::string_view target, std::string_view headers, std::string_view body) const {
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{}Content-Length: {}\r\n\r\n{}", target,
            host_header, headers, body.size(), body);
    }
    void log_in(const std::string& tenant);
    void run(double per_second, std::chrono::milliseconds time);
    void set_out(Clock::time_point due);
    asio::awaitable<void> pace(double per_second, Clock::time_point end);
    asio::awaitable<void> send_all_due(Exchange& exchange, Clock::time_point due);
    asio::awaitable<void> send(Exchange& exchange);
    asio::awaitable<void> sweep();

    const WaveOptions options;
    asio::io_context io{1};
    const asio::ip::tcp::endpoint host;
    const std::string host_header;
    std::mt19937_64 choice;
    std::uint64_t keys = 0;
    std::map<std::string, std::vector<std::string>> tokens;  // by tenant, of each player
    std::vector<std::unique_ptr<Exchange>> exchanges;
    std::vector<Exchange*> idle;
    std::deque<Clock::time_point> delayed;  // all connections are taken
    bool pacing = false;
    asio::steady_timer sweep_timer{io};

    WaveReport report;
    std::vector<std::chrono::microseconds> accepted;
    std::vector<std::chrono::microseconds> refusals;
};

void Wave::Parts::log_in(const std::string& tenant) {
    auto& of_tenant = tokens[tenant];
    Exchange exchange(io.get_executor(), host, options.attempt_time);
    const auto all = [&]() -> asio::awaitable<void> {
        while (of_tenant.size() < options.players) {
            const nlohmann::json body{
                {"provider", "dev"}, {"player", player_name(of_tenant.size())}, {"tenant", tenant}};
            const std::string text = request("/api/v1/sessions", "", body.dump());
            const auto answer = co_await exchange.ask(text);
            if (!answer || answer->status != 201)
                throw std::runtime_error(fmt::format("a session of {}: expected 201, got {}", tenant,
                                                     answer ? std::to_string(answer->status) : "no answer"));
            of_tenant.push_back(nlohmann::json::parse(answer->body).at("token"));
        }
    };
    std::exception_ptr failure;
    asio::co_spawn(io, all(), [&](std::exception_ptr thrown) { failure = thrown; });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
}

void Wave::Parts::set_out(Clock::time_point due) {
    if (idle.empty()) {
        if (exchanges.size() == options.connections) return delayed.push_back(due);
        exchanges.push_back(std::make_unique<Exchange>(io.get_executor(), host, options.attempt_time));
        idle.push_back(exchanges.back().get());
    }
    Exchange& exchange = *idle.back();
    idle.pop_back();
    asio::co_spawn(io, send_all_due(exchange, due), asio::detached);
}

asio::awaitable<void> Wave::Parts::pace(double per_second, Clock::time_point end) {
    asio::steady_timer timer(io);
    std::exponential_distribution<> gap(per_second);
    for (auto due = Clock::now(); due < end;
         due += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(gap(choice)))) {
        if (due > Clock::now()) {
            timer.expires_at(due);
            co_await timer.async_wait(asio::use_awaitable);
        }
        set_out(due);
    }
    pacing = false;
}

asio::awaitable<void> Wave::Parts::send_all_due(Exchange& exchange, Clock::time_point due) {
    for (;;) {
        report.late = std::max(report.late, micros(Clock::now() - due));
        co_await send(exchange);
        if (delayed.empty()) break;
        due = delayed.front();
        delayed.pop_front();
    }
    idle.push_back(&exchange);
}

asio::awaitable<void> Wave::Parts::send(Exchange& exchange) {
    const auto& target = options.targets[choice() % options.targets.size()];
    const std::size_t player = choice() % options.players;
    std::string key = fmt::format("w{}-{}", options.seed, ++keys);
    const std::string text = request(
        fmt::format("/api/v1/campaigns/{}/actions/{}", target.campaign, options.action),
        fmt::format("Authorization: Bearer {}\r\nIdempotency-Key: {}\r\n", tokens.at(target.tenant)[player], key),
        options.body);
    ++report.sent;
    const auto begin = Clock::now();
    auto answer = co_await exchange.ask(text);
    const auto took = micros(Clock::now() - begin);
    if (!answer) {
        report.unanswered.push_back(std::move(key));
        co_return;
    }
    ++report.statuses[answer->status];
    if (is_refusal(answer->status)) {
        ++report.refused;
        if (answer->retry_after < 1s) ++report.refused_without_retry_after;
        refusals.push_back(took);
        co_return;
    }
    accepted.push_back(took);
    report.answered.push_back({std::move(key), player, 1, answer->status, answer->replayed, std::string(answer->plugin),
                               std::string(answer->body)});
}

asio::awaitable<void> Wave::Parts::sweep() {
    while (pacing || idle.size() < exchanges.size()) {
        sweep_timer.expires_after(look_every);
        co_await sweep_timer.async_wait(asio::use_awaitable);
        for (auto& exchange : exchanges) exchange->sweep(Clock::now());
    }
}

void Wave::Parts::run(double per_second, std::chrono::milliseconds time) {
    report = WaveReport();
    accepted.clear();
    refusals.clear();
    pacing = true;
    io.restart();
    const auto begin = Clock::now();
    asio::co_spawn(io, pace(per_second, begin + time), asio::detached);
    asio::co_spawn(io, sweep(), asio::detached);
    io.run();
    report.elapsed = time;
    report.accepted = Latencies(std::move(accepted));
    report.refusals = Latencies(std::move(refusals));
}

Wave::Wave(WaveOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Wave::~Wave() = default;

void Wave::log_in() {
    for (const auto& target : parts_->options.targets)
        if (!parts_->tokens.contains(target.tenant)) parts_->log_in(target.tenant);
}

WaveReport Wave::run(double per_second, std::chrono::milliseconds time) {
    parts_->run(per_second, time);
    return std::move(parts_->report);
}

}  // namespace fairground::load
