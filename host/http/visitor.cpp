#include "http/visitor.hpp"

#include "http/problem.hpp"

namespace fairground::http {

Visitor::Visitor(Front& front, const Socket& socket, bool secure) : front_(front), secure_(secure) {
    boost::system::error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    if (!gone) {
        peer_ = peer.address();
        address_ = plain_text(peer_);
        proxy_ = front_.proxies.trusts(peer_);
    }
    if (!proxy_) connections_ = front_.by_address.open(address_);
}

void Visitor::introduce(Request& request) {
    request.address = request.peer = address_;
    request.secure = secure_;
    request.asked_host = request.header("Host");
    if (!proxy_) return;
    origin_ = origin_of(request, peer_, front_.proxies);
    request.address = origin_.address;
    request.secure = origin_.secure.value_or(secure_);
    if (!origin_.host.empty()) request.asked_host = origin_.host;
    if (origin_.address == address_) return;  // the proxy's own, such as its probes
    counted_ = true;
    if (front_.by_address.open(origin_.address) <= front_.limits.connections_per_address) return;
    answered();
    throw Problem(429, "too_many_connections", "this address has as many requests under way as it may", 2);
}

void Visitor::answered() {
    if (std::exchange(counted_, false)) front_.by_address.close(origin_.address);
}

void Visitor::leave() {
    answered();
    if (!proxy_) front_.by_address.close(address_);
}

}  // namespace fairground::http
