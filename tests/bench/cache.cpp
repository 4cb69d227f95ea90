// Case cache: a player's view that is cached, with his session looked at, against nginx that returns the same bytes:
// kept in the process, out of Redis, and answered 304.
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "bench/web.hpp"
#include "support/private_redis.hpp"

namespace fairground::bench {
namespace {

using nlohmann::json;

constexpr int players = 256;
const std::string target = "/api/v1/campaigns/bench/views/history";

// A host that keeps views in Redis; bytes: and in its process.
test::HostProcess::Settings caching(const test::PrivateRedis& redis, std::size_t bytes) {
    auto settings = host_settings(nullptr, 1);
    settings.config["redis"] = {{"url", "redis://127.0.0.1:" + std::to_string(redis.port())}};
    settings.config["cache"] = {{"bytes", bytes}};
    return settings;
}

// Players with three spins each, who have looked at them once.
std::vector<std::string> tokens_of(std::uint16_t port) {
    test::HttpClient client(port);
    std::vector<std::string> tokens;
    for (int i = 0; i < players; ++i) {
        const auto login =
            client.post("/api/v1/sessions", json{{"provider", "dev"}, {"player", fmt::format("p{}", i)}}.dump());
        tokens.push_back(login.json().at("token"));
        const test::Headers headers{{"Authorization", "Bearer " + tokens.back()}};
        const auto spun = client.post("/api/v1/campaigns/bench/actions/spin", R"({"count":3})", headers);
        if (spun.status != 200) throw std::runtime_error("a spin was answered " + spun.body);
        for (int look = 0; look < 2; ++look) client.get(target, headers);
    }
    return tokens;
}

double figure(std::uint16_t admin_port, const std::string& name) {
    const auto text = test::HttpClient(admin_port).get("/metrics").body;
    const auto at = text.find("\n" + name + " ");
    if (at == text.npos) throw std::runtime_error("there is no figure " + name);
    return std::stod(text.substr(at + name.size() + 2));
}

}  // namespace

int cache(const Options& options) {
    const test::PrivateRedis of_near, of_far;  // two databases, so two environments
    test::HostProcess near(caching(of_near, 64 * 1024 * 1024));
    test::HostProcess far(caching(of_far, 0));
    near.start();
    far.start();
    const auto near_tokens = tokens_of(near.port());
    const auto far_tokens = tokens_of(far.port());
    const auto look = test::HttpClient(near.port()).get(target, {{"Authorization", "Bearer " + near_tokens.front()}});
    const Nginx nginx(target, look.body);
    const Nginx unchanged(target, "");

    Contest contest;
    const auto& local = contest.add({"kept in the process",
                                     [&] {
                                         return wrk({near.port(), target, near_tokens}, options);
                                     },
                                     [&] { return pids_of(near); }});
    const auto& theirs = contest.add({"nginx return 200",
                                      [&] {
                                          return wrk({nginx.port(), target}, options);
                                      },
                                      [&] { return nginx.pids(); }});
    const auto& out_of_redis = contest.add({"out of Redis",
                                            [&] {
                                                return wrk({far.port(), target, far_tokens}, options);
                                            },
                                            [&] { return pids_of(far); }});
    const auto& not_modified =
        contest.add({"304, kept in the process",
                     [&] {
                         return wrk({near.port(), target, {near_tokens.front()}, look.header("etag")}, options);
                     },
                     [&] { return pids_of(near); }});
    const auto& their_304 = contest.add({"nginx return 304",
                                         [&] {
                                             return wrk({unchanged.port(), target}, options);
                                         },
                                         [&] { return unchanged.pids(); }});
    contest.run(options.rounds);

    fmt::print(
        "cache: GET {}, {} bytes of body, sessions of {} players, {} connections, {} rounds of {} s each in turn\n",
        target, look.body.size(), players, options.connections, options.rounds, options.time.count());
    contest.print();
    const auto computed = figure(near.admin_port(), R"(fairground_cache_views_total{from="computed"})");
    const auto redis_hits = figure(far.admin_port(), R"(fairground_cache_views_total{from="redis"})");
    const double to_nginx = local.per_second() / theirs.per_second();
    const double redis_to_nginx = out_of_redis.per_second() / theirs.per_second();
    const double of_304 = not_modified.per_second() / local.per_second();
    fmt::print("answers a second: kept {:.2f}x, out of Redis {:.2f}x nginx; 304 {:.2f}x 200, {:.2f}x nginx' 304\n",
               to_nginx, redis_to_nginx, of_304, not_modified.per_second() / their_304.per_second());
    fmt::print("computed by the plugin: {:.0f}; found in Redis: {:.0f}\n", computed, redis_hits);
    write_results(options, "cache",
                  {{"connections", options.connections},
                   {"results", contest.json()},
                   {"ratios", {{"local", to_nginx}, {"redis", redis_to_nginx}, {"not_modified", of_304}}}});
    return 0;
}

}  // namespace fairground::bench
