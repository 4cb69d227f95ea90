#include "http/listener.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fairground::http {

std::string cannot_listen(const config::Address& address, const std::string& reason) {
    return "cannot listen on " + address.host + ":" + std::to_string(address.port) + ": " + reason +
           ". Is another program using it? Choose a free one with listen.*";
}

int bind_listener(const config::Address& address) {
    addrinfo wanted{};
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (const int error = ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &wanted, &list);
        error != 0)
        throw std::runtime_error(cannot_listen(address, ::gai_strerror(error)));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> found(list, ::freeaddrinfo);
    const int listener = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, found->ai_protocol);
    const int yes = 1;
    if (listener >= 0 && ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        ::bind(listener, found->ai_addr, found->ai_addrlen) == 0)
        return listener;
    const int error = errno;
    if (listener >= 0) ::close(listener);
    throw std::runtime_error(cannot_listen(address, std::strerror(error)));
}

}  // namespace fairground::http
