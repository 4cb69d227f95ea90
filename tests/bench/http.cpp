// Case http: a small answer that nothing needs to be asked for, against (c) nginx that returns the same bytes and (d) a
// bare Beast server that does. The load is that of wrk, for all alike.
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "bench/web.hpp"

namespace fairground::bench {

int http(const Options& options) {
    const std::string target = "/healthz";
    test::HostProcess host(host_settings(nullptr, 1));
    host.start();
    const std::string body = body_of(host.port(), target);
    const Nginx nginx(target, body);
    const auto port = test::free_port();
    const test::ChildProcess bare({.command = {FAIRGROUND_BARE_SERVER, std::to_string(port), body},
                                   .output = {},
                                   .environment = {},
                                   .folder = {}});
    for (const auto other : {nginx.port(), port})
        if (const auto found = body_of(other, target); found != body)
            throw std::runtime_error("a reference answers '" + found + "', expected '" + body + "'");

    Contest contest;
    const auto& ours = contest.add({"Fairground",
                                    [&] {
                                        return wrk({host.port(), target}, options);
                                    },
                                    [&] { return pids_of(host); }});
    const auto& theirs = contest.add({"(c) nginx return 200",
                                      [&] {
                                          return wrk({nginx.port(), target}, options);
                                      },
                                      [&] { return nginx.pids(); }});
    const auto& least = contest.add({"(d) bare Beast",
                                     [&] {
                                         return wrk({port, target}, options);
                                     },
                                     [&] { return std::vector{bare.pid()}; }});
    contest.run(options.rounds);
    fmt::print("http: GET {}, {} bytes of body, {} connections, {} rounds of {} s each in turn\n", target, body.size(),
               options.connections, options.rounds, options.time.count());
    contest.print();
    const double to_nginx = ours.per_second() / theirs.per_second();
    const double to_bare = ours.per_second() / least.per_second();
    fmt::print("answers a second: {:.2f}x (c), {:.2f}x (d)\n", to_nginx, to_bare);
    write_results(options, "http",
                  {{"target", target},
                   {"connections", options.connections},
                   {"results", contest.json()},
                   {"ratios", {{"to_nginx", to_nginx}, {"to_bare_beast", to_bare}}}});
    return 0;
}

}  // namespace fairground::bench
