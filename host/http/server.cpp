#include "http/server.hpp"

#include <future>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include "http/listener.hpp"
#include "http/session.hpp"
#include "http/shard.hpp"

namespace fairground::http {
namespace {

using namespace std::chrono_literals;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

constexpr auto accept_pause = 50ms;  // after an error such as too many open files
constexpr auto drain_poll = 5ms;

std::size_t thread_count(std::size_t wanted) {
    return wanted > 0 ? wanted : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

struct Server::Parts {
    std::shared_ptr<Front> front;
    std::vector<std::shared_ptr<Shard>> shards;
    config::Address address;
    int listener = -1;
    std::unique_ptr<Acceptor> acceptor;  // on the first shard's thread
    std::unique_ptr<asio::steady_timer> pause;
    std::uint16_t port = 0;
    std::size_t next = 0;

    void listen();
    void close_listener();
    void accept();
    void hand_over(Shard& shard, Socket socket);
    void accept_what_waits();
    template <typename Work>
    void on_acceptor_thread(Work work) {
        std::promise<void> done;
        shards.front()->run_here([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
};

void Server::Parts::listen() try {
    if (listener < 0) listener = bind_listener(address);
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &size);
    const auto protocol = bound.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
    acceptor = std::make_unique<Acceptor>(shards.front()->io().get_executor(), protocol, listener);
    acceptor->listen(asio::socket_base::max_listen_connections);
    port = acceptor->local_endpoint().port();
} catch (const boost::system::system_error& error) {
    throw std::runtime_error(cannot_listen(address, error.code().message()));
}

void Server::Parts::accept() {
    Shard& shard = *shards[next++ % shards.size()];
    acceptor->async_accept(shard.io().get_executor(), [this, &shard](const error_code& error, Socket socket) {
        if (!error) hand_over(shard, std::move(socket));
        if (!acceptor->is_open()) return;
        if (!error) return accept();
        pause->expires_after(accept_pause);
        pause->async_wait([this](const error_code& stopped) {
            if (!stopped && acceptor->is_open()) accept();
        });
    });
}

void Server::Parts::hand_over(Shard& shard, Socket socket) {
    ++front->arriving;
    shard.run_here([&shard, socket = std::move(socket)]() mutable {
        shard.adopt(std::move(socket));
        --shard.front().arriving;
    });
}

// The kernel has completed their handshakes already: closing the listener now would reset them.
void Server::Parts::accept_what_waits() {
    error_code error;
    acceptor->non_blocking(true, error);
    while (!error) {
        Shard& shard = *shards[next++ % shards.size()];
        Socket socket(shard.io().get_executor());
        acceptor->accept(socket, error);
        if (!error) hand_over(shard, std::move(socket));
    }
}

// Not by the acceptor's own close(): it trusts the kernel to forget the socket, which another process may still hold.
void Server::Parts::close_listener() {
    error_code ignored;
    ::close(acceptor->release(ignored));
}

Server::Server(const ServerOptions& options, ops::Metrics& metrics, Handler handler)
    : parts_(std::make_unique<Parts>()) {
    parts_->address = options.address;
    parts_->listener = options.listener;
    parts_->front = std::make_shared<Front>(options.limits, TrustedProxies(options.trusted_proxies),
                                            options.certificate, std::move(handler), metrics.route("(none)"));
    for (std::size_t i = 0; i < thread_count(options.threads); ++i)
        parts_->shards.push_back(std::make_shared<Shard>(parts_->front));
}

Server::~Server() {
    for (const auto& shard : parts_->shards) shard->stop();
}

void Server::start() {
    parts_->listen();
    parts_->pause = std::make_unique<asio::steady_timer>(parts_->shards.front()->io());
    parts_->accept();
    for (const auto& shard : parts_->shards) shard->run();
}

std::uint16_t Server::port() const {
    return parts_->port;
}

void Server::renew(std::shared_ptr<Certificate> certificate) {
    parts_->front->certificate = std::move(certificate);
}

bool Server::drain(std::chrono::milliseconds time) {
    if (!parts_->acceptor) return true;
    const auto end = SteadyClock::now() + time;
    parts_->front->draining = true;
    parts_->on_acceptor_thread([this] {
        if (!parts_->acceptor->is_open()) return;
        parts_->accept_what_waits();
        parts_->close_listener();
    });
    // A connection may have been accepted just before, and be told of just now.
    parts_->on_acceptor_thread([] {});
    while (in_flight() > 0 && SteadyClock::now() < end) std::this_thread::sleep_for(drain_poll);
    while (connections() + parts_->front->arriving > 0 && SteadyClock::now() < end) {
        for (const auto& shard : parts_->shards) shard->run_here([shard] { shard->close_idle(); });
        std::this_thread::sleep_for(drain_poll);
    }
    return connections() == 0;
}

std::size_t Server::connections() const {
    return parts_->front->connections;
}
std::size_t Server::in_flight() const {
    return parts_->front->in_flight;
}

}  // namespace fairground::http
