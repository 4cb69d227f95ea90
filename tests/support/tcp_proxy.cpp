#include "support/tcp_proxy.hpp"

#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fairground::test {

namespace {

sockaddr_in loopback(unsigned short port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

int listen_anywhere() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(0);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(listener, 64) != 0) {
        throw std::runtime_error(std::string("the proxy cannot listen: ") + std::strerror(errno));
    }
    return listener;
}

unsigned short port_of(int listener) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

// Small packets are not kept back until the one before is acknowledged: that would be 40 ms that no network has.
void send_at_once(int socket) {
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool readable(int socket) {
    pollfd wait{socket, POLLIN, 0};
    return poll(&wait, 1, 0) == 1;
}

// False: one side has closed.
bool pass(int from, int to) {
    char buffer[65536];
    const ssize_t size = recv(from, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    return send(to, buffer, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

}  // namespace

struct TcpProxy::Link {
    int client = -1;
    int server = -1;
    int epoch = 0;
    ~Link() {
        if (client >= 0) close(client);
        if (server >= 0) close(server);
    }
};

TcpProxy::TcpProxy(unsigned short to_port)
    : to_port_(to_port),
      listener_(listen_anywhere()),
      port_(port_of(listener_)),
      accepting_([this] { accept_all(); }) {}

TcpProxy::~TcpProxy() {
    ending_ = true;
    accepting_.join();
    for (auto& thread : threads_) thread.join();
    close(listener_);
}

void TcpProxy::set(Mode mode) {
    ++epoch_;
    mode_ = mode;
}

void TcpProxy::accept_all() {
    while (!ending_) {
        pollfd wait{listener_, POLLIN, 0};
        if (poll(&wait, 1, 20) != 1) continue;
        threads_.emplace_back([this, client = accept(listener_, nullptr, nullptr)] {
            Link link{client, socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), epoch_};
            std::this_thread::sleep_for(connect_delay_.load());
            const sockaddr_in server = loopback(to_port_);
            send_at_once(link.client);
            send_at_once(link.server);
            if (connect(link.server, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0) relay(link);
        });
    }
}

void TcpProxy::relay(Link& link) {
    while (!ending_) {
        pollfd wait[2] = {{link.client, POLLIN, 0}, {link.server, POLLIN, 0}};
        if (poll(wait, 2, 20) <= 0) continue;
        const Mode mode = link.epoch == epoch_ ? Mode::relay : mode_.load();
        if (readable(link.client)) {
            if (mode == Mode::half_open) {
                close(link.client);
                link.client = -1;
                while (!ending_ && mode_ == Mode::half_open) usleep(5000);
                return;
            }
            if (!pass(link.client, link.server)) return;
        }
        if (readable(link.server)) {
            if (mode == Mode::swallow_answers) return;
            std::this_thread::sleep_for(delay_.load());
            if (!pass(link.server, link.client)) return;
        }
    }
}

}  // namespace fairground::test
