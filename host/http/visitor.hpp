// Private to the front: who is at the other end of a connection, and whose requests come over it.
#pragma once
#include "http/forwarded.hpp"
#include "http/shard.hpp"

namespace fairground::http {

// Counted among the connections of its address until it leaves, unless it is a trusted proxy. One thread at a time.
class Visitor {
public:
    // secure: it speaks TLS with us. front must outlive this.
    Visitor(Front& front, const Socket& socket, bool secure);

    // How many connections its address has with this one; 0: a trusted proxy, which may have any number.
    std::size_t connections() const { return connections_; }
    // Says in the request whose it is. Throws Problem: 400 bad_forwarded; 429 too_many_connections, for a client behind
    // a proxy may have as many requests under way as others connections.
    void introduce(Request& request);
    void answered();  // the request that was introduced
    void leave();

private:
    Front& front_;
    const bool secure_;
    boost::asio::ip::address peer_;
    std::string address_;  // of the peer
    bool proxy_ = false;
    std::size_t connections_ = 0;
    Origin origin_;         // of the present request
    bool counted_ = false;  // among those of its origin
};

}  // namespace fairground::http
