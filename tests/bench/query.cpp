// Case query: what a partner gets to know of many players, by one question about a thousand of them against one call
// for each view of each.
#include <algorithm>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "load/exchange.hpp"

namespace fairground::bench {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr std::size_t in_a_question = 1000;
constexpr std::size_t partner_connections = 4;
constexpr std::size_t cold_players = 4000;
constexpr const char* views[] = {"/api/v1/campaigns/bench/views/prizes", "/api/v1/campaigns/growth/views/level"};

struct Requests {
    std::vector<std::string> texts;
    double players_each = 1;
    std::size_t connections = partner_connections;
};

// The requests in turn over kept connections: each once, or again and again for that long.
class Asking {
public:
    Asking(const Requests& requests, std::uint16_t port, std::optional<std::chrono::seconds> time)
        : requests_(requests), until_(time ? std::optional(Clock::now() + *time) : std::nullopt) {
        const asio::ip::tcp::endpoint host(asio::ip::make_address("127.0.0.1"), port);
        for (std::size_t i = 0; i < requests.connections; ++i)
            exchanges_.push_back(
                std::make_unique<load::Exchange>(context_.get_executor(), host, std::chrono::seconds(30)));
    }

    Sample run() {
        const auto began = Clock::now();
        for (auto& exchange : exchanges_) next(*exchange);
        context_.run();
        if (!wrong_.empty()) throw std::runtime_error("a question was answered otherwise than well: " + wrong_);
        const std::chrono::duration<double> took = Clock::now() - began;
        const auto players = static_cast<double>(latencies_.size()) * requests_.players_each;
        return {.calls = static_cast<std::uint64_t>(players),
                .per_second = players / took.count(),
                .latencies = load::Latencies(std::move(latencies_))};
    }

private:
    void next(load::Exchange& exchange) {
        if (!wrong_.empty() || (until_ ? Clock::now() >= *until_ : at_ == requests_.texts.size())) return;
        const auto began = Clock::now();
        exchange.ask(requests_.texts[at_++ % requests_.texts.size()], [&, began](const load::HttpAnswer* answer) {
            if (answer == nullptr || answer->status != 200 || answer->body.find("\"error\":") != answer->body.npos) {
                wrong_ = answer ? fmt::format("{} {}", answer->status, answer->body.substr(0, 300)) : "lost";
                return;
            }
            latencies_.push_back(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began));
            next(exchange);
        });
    }

    const Requests& requests_;
    const std::optional<Clock::time_point> until_;
    asio::io_context context_{1};
    std::vector<std::unique_ptr<load::Exchange>> exchanges_;
    std::size_t at_ = 0;
    std::vector<std::chrono::microseconds> latencies_;
    std::string wrong_;
};

// Two campaigns, of which players have something to show.
class Fair {
public:
    explicit Fair(const Options& options) : server(server_settings(options)), host(settings(server)) {
        host.start();
        const auto made =
            host.run({"token", "create", "--partner", "bench", "--quota", "1000000/s", "--burst", "1000000"});
        const auto begin = made.output.find("fgk_");
        if (made.code != 0 || begin == made.output.npos) throw std::runtime_error("no token: " + made.output);
        key_ = made.output.substr(begin, made.output.find('\n', begin) - begin);
        play();
        log_in();
    }

    Requests single(std::size_t connections) const {
        Requests requests{.players_each = 1.0 / std::size(views), .connections = connections};
        for (const auto& token : tokens_)
            for (const char* view : views)
                requests.texts.push_back(
                    fmt::format("GET {} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\r\n", view, token));
        return requests;
    }
    Requests batch() const {
        Requests requests{.players_each = in_a_question};
        for (std::size_t first = 0; first < cold_players; first += in_a_question) {
            json question{
                {"views", {{{"name", "prizes"}, {"campaign", "bench"}}, {{"name", "level"}, {"campaign", "growth"}}}}};
            for (std::size_t i = first; i < first + in_a_question; ++i)
                question["players"].push_back(load::player_name(i));
            const auto body = question.dump();
            requests.texts.push_back(
                fmt::format("POST /api/v1/query HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer "
                            "{}\r\nContent-Length: {}\r\n\r\n{}",
                            key_, body.size(), body));
        }
        return requests;
    }

    // Nobody was asked about since host and database started.
    void make_cold() {
        host.stop();
        server.restart();
        host.start();
    }

    test::PrivateMariaDb server;
    test::HostProcess host;

private:
    static test::PrivateMariaDb::Settings server_settings(const Options& options) {
        return {.flush_per_commit = true,
                .binlog = options.binlog,
                .options = {"--innodb-buffer-pool-size=512M", "--max-connections=400"}};
    }
    static test::HostProcess::Settings settings(const test::PrivateMariaDb& server) {
        auto settings = host_settings(&server, 1);
        settings.campaigns["growth.yaml"] = content_of(FAIRGROUND_CAMPAIGNS "/growth.yaml");
        return settings;
    }
    void play() {
        Options options;
        options.players = cold_players;
        auto load = load_options(options, host.port());
        load.keep_bodies = false;
        load::Driver driver(load);
        driver.log_in();
        driver.run(std::chrono::minutes(1), 2 * cold_players);
    }
    void log_in() {
        auto client = host.client();
        for (std::size_t i = 0; i < cold_players; ++i) {
            const json who{{"provider", "dev"}, {"player", load::player_name(i)}};
            tokens_.push_back(
                client.post("/api/v1/sessions", who.dump(), {{"Content-Type", "application/json"}}).json().at("token"));
        }
    }

    std::string key_;
    std::vector<std::string> tokens_;
};

// The ratios of the questions to the single calls.
json compare(const char* name, Fair& fair, const Options& options, bool cold) {
    const auto round = [&, cold](const Requests& requests) {
        return [&, cold] {
            if (cold) fair.make_cold();
            const auto time = cold ? std::nullopt : std::optional(options.time);
            return Asking(requests, fair.host.port(), time).run();
        };
    };
    const auto few = fair.single(partner_connections);
    const auto many = fair.single(options.connections);
    const auto questions = fair.batch();
    // What starts anew in each round has no processor time that could be compared.
    Contest contest(cold ? 0 : fair.server.pid());
    std::function<std::vector<pid_t>()> service;
    if (!cold) service = [&] { return pids_of(fair.host); };
    const auto& batch = contest.add({fmt::format("questions of {} × 2", in_a_question), round(questions), service});
    const auto& alike = contest.add({fmt::format("single, {} connections", few.connections), round(few), service});
    const auto& most = contest.add({fmt::format("single, {} connections", many.connections), round(many), service});
    contest.run(options.rounds);
    fmt::print("query, {}: players a second with two views each, questions over {} connections\n", name,
               questions.connections);
    contest.print();
    const double to_alike = batch.per_second() / alike.per_second();
    const double to_most = batch.per_second() / most.per_second();
    fmt::print("players a second: {:.1f}x single calls over as many connections, {:.1f}x over {}\n\n", to_alike,
               to_most, many.connections);
    return {{"results", contest.json()}, {"to_single", to_alike}, {"to_single_many_connections", to_most}};
}

}  // namespace

int query(const Options& options) {
    Fair fair(options);
    const auto warm = compare("warm", fair, options, false);
    const auto cold = compare("cold (host and database just started)", fair, options, true);
    write_results(options, "query", {{"players", cold_players}, {"warm", warm}, {"cold", cold}});
    return 0;
}

}  // namespace fairground::bench
