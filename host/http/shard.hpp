// Private to the front: one thread with its own io_context and the connections that live on it.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include "admission/open_connections.hpp"
#include "config/config.hpp"
#include "http/certificate.hpp"
#include "http/forwarded.hpp"
#include "http/message.hpp"

namespace fairground::http {

namespace asio = boost::asio;
// Concrete executors: no type erasure, no strand.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;

class Session;

// What all connections of a server share.
struct Front {
    Front(config::Limits the_limits, TrustedProxies the_proxies, std::shared_ptr<Certificate> first_certificate,
          Handler the_handler, ops::RouteMeter& unrouted_requests)
        : limits(the_limits),
          proxies(std::move(the_proxies)),
          certificate(std::move(first_certificate)),
          handler(std::move(the_handler)),
          unrouted(unrouted_requests) {}

    config::Limits limits;
    const TrustedProxies proxies;
    std::atomic<std::shared_ptr<Certificate>> certificate;  // of connections to come; null: plain HTTP
    Handler handler;
    ops::RouteMeter& unrouted;  // for requests that no route was found for
    std::atomic<std::size_t> connections{0};
    admission::OpenConnections by_address;
    std::atomic<std::size_t> arriving{0};  // accepted, on their way to a shard
    std::atomic<std::size_t> in_flight{0};
    std::atomic<bool> draining{false};
};

// Owner: the server and each of its connections, so that a late answer finds something to be dropped by.
class Shard : public std::enable_shared_from_this<Shard> {
public:
    explicit Shard(std::shared_ptr<Front> front);
    ~Shard();

    Front& front() { return *front_; }
    asio::io_context& io() { return io_; }
    void run();
    // Ends the thread and closes all connections.
    void stop();

    // Runs work on this shard's thread, at once if this is it. Without effect after stop.
    template <typename Work>
    void run_here(Work work) {
        if (io_.get_executor().running_in_this_thread()) return work();
        const std::lock_guard lock(mutex_);
        if (!stopped_) asio::post(io_, std::move(work));
    }

    // On this shard's thread:
    void adopt(Socket socket);
    void remove(Session& session);
    void close_idle();

private:
    void sweep_later();
    void sweep();

    std::shared_ptr<Front> front_;
    asio::io_context io_{1};
    asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor> timer_{io_};
    std::vector<std::shared_ptr<Session>> sessions_;
    std::thread thread_;
    std::mutex mutex_;
    std::atomic<bool> stopped_{false};
};

}  // namespace fairground::http
