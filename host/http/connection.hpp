// Private to the front: bytes of one connection, plain or over TLS. What plain ones pay for the other kind is a look at
// one pointer for each operation.
#pragma once
#include <memory>
#include <optional>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "http/certificate.hpp"
#include "http/shard.hpp"

namespace fairground::http {

class Connection {
public:
    // certificate: null for plain ones.
    Connection(Socket socket, std::shared_ptr<Certificate> certificate) : socket_(std::move(socket)) {
        if (certificate) tls_ = std::make_unique<Tls>(socket_, std::move(certificate));
    }

    // The bytes on the wire.
    Socket& socket() { return socket_; }
    bool secure() const { return tls_ != nullptr; }

    template <typename Buffers, typename Done>
    void read_some(const Buffers& into, Done done) {
        tls_ ? tls_->stream.async_read_some(into, std::move(done)) : socket_.async_read_some(into, std::move(done));
    }
    template <typename Buffers, typename Done>
    void write(const Buffers& bytes, Done done) {
        tls_ ? asio::async_write(tls_->stream, bytes, std::move(done))
             : asio::async_write(socket_, bytes, std::move(done));
    }
    // REQUIRES: secure.
    template <typename Done>
    void shake_hands(Done done) {
        tls_->stream.async_handshake(asio::ssl::stream_base::server, std::move(done));
    }
    // REQUIRES: secure, no read or write is under way. Tells that nothing follows, and hears the same of the peer.
    template <typename Done>
    void say_goodbye(Done done) {
        tls_->stream.async_shutdown(std::move(done));
    }

private:
    struct Tls {
        Tls(Socket& socket, std::shared_ptr<Certificate> its_certificate)
            : certificate(std::move(its_certificate)), stream(socket, *certificate->context) {}
        std::shared_ptr<Certificate> certificate;
        asio::ssl::stream<Socket&> stream;
    };
    Socket socket_;
    std::unique_ptr<Tls> tls_;
};

}  // namespace fairground::http
