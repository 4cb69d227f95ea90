// Case idle: what ten thousand players cost who keep their connection and do nothing.
#include <thread>

#include <Poco/Net/StreamSocket.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "bench/contest.hpp"
#include "bench/process.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

constexpr rlim_t idle_connections = 10'000;
constexpr double bound_mb = 100;

// Both ends need as many descriptors; the host inherits the limit.
void allow_descriptors() {
    constexpr rlim_t needed = idle_connections + 200;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < needed)
        throw std::runtime_error(
            fmt::format("{} descriptors are needed and {} allowed: raise the hard limit "
                        "(ulimit -Hn {})",
                        needed, limit.rlim_max, needed));
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) throw std::runtime_error("cannot raise the limit of descriptors");
}

// Opened, one request answered, kept.
Poco::Net::StreamSocket idle_connection(std::uint16_t port) {
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", port));
    socket.setReceiveTimeout(Poco::Timespan(5, 0));
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    socket.sendBytes(request.data(), static_cast<int>(request.size()));
    char answer[4096];
    const int size = socket.receiveBytes(answer, sizeof answer);
    if (!std::string_view(answer, static_cast<std::size_t>(std::max(size, 0))).starts_with("HTTP/1.1 200"))
        throw std::runtime_error("a connection was not answered 200");
    return socket;
}

}  // namespace

int idle(const Options& options) {
    allow_descriptors();
    test::HostProcess host(host_settings(nullptr, 1));
    host.start();
    const double before = resident_mb(host.worker());
    std::vector<Poco::Net::StreamSocket> open;
    for (rlim_t i = 0; i < idle_connections; ++i) open.push_back(idle_connection(host.port()));
    std::this_thread::sleep_for(1s);
    const double after = resident_mb(host.worker());
    std::size_t closed = 0;
    for (auto& socket : open)
        if (socket.poll(0, Poco::Net::Socket::SELECT_READ)) ++closed;  // nothing but an end can have come

    fmt::print(
        "idle: {} kept-alive connections; resident memory of the worker: {:.1f} MB before, {:.1f} MB after, "
        "{:.1f} KB for each; {} were closed by the host\n",
        idle_connections, before, after, (after - before) * 1024 / idle_connections, closed);
    write_results(options, "idle",
                  {{"connections", idle_connections}, {"before_mb", before}, {"after_mb", after}, {"closed", closed}});
    if (after >= bound_mb) fmt::print("expected: less than {} MB\n", bound_mb);
    return closed == 0 && after < bound_mb ? 0 : 1;
}

}  // namespace fairground::bench
