#include "http/testing/client.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/text.hpp"

namespace fairground::http {
namespace {

constexpr int patience_ms = 10'000;

std::string lowered(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = lower(c);
    return small;
}

}  // namespace

Client::Client(std::uint16_t port, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &address.sin_addr);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string("cannot have the address ") + from);
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to port " + std::to_string(port));
}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::more() {
    pollfd readable{socket_, POLLIN, 0};
    if (::poll(&readable, 1, patience_ms) <= 0) throw std::runtime_error("the server does not answer");
    char bytes[16 * 1024];
    const auto size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(size));
    return true;
}

Reply Client::read(bool without_body) {
    auto end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!more()) return {};
    Reply reply;
    std::string_view head = std::string_view(buffer_).substr(0, end + 2);
    reply.status = std::stoi(std::string(head.substr(9, 3)));
    for (head.remove_prefix(head.find("\r\n") + 2); !head.empty(); head.remove_prefix(head.find("\r\n") + 2)) {
        const auto line = head.substr(0, head.find("\r\n"));
        const auto colon = line.find(':');
        reply.headers[lowered(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    }
    buffer_.erase(0, end + 4);
    const std::size_t length =
        without_body || reply.header("content-length").empty() ? 0 : std::stoul(reply.header("content-length"));
    while (buffer_.size() < length)
        if (!more()) return {};
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
}

bool Client::ends(int milliseconds) {
    pollfd readable{socket_, POLLIN, 0};
    while (::poll(&readable, 1, milliseconds) > 0) {
        char bytes[4096];
        if (::recv(socket_, bytes, sizeof bytes, 0) <= 0) return true;
    }
    return false;
}

}  // namespace fairground::http
