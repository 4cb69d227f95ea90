#include "http/forwarded.hpp"

#include "http/text.hpp"

namespace fairground::http {
namespace {

namespace ip = boost::asio::ip;

bool begins_alike(const ip::address_v6::bytes_type& address, const config::Network& network) {
    const auto whole = static_cast<std::size_t>(network.bits / 8);
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), network.address.begin()))
        return false;
    const int rest = network.bits % 8;
    return rest == 0 || (address[whole] ^ network.address[whole]) >> (8 - rest) == 0;
}

// Without the port that may follow.
std::string_view without_port(std::string_view node) {
    if (const auto end = node.find(']'); node.starts_with('[') && end != std::string_view::npos)
        return node.substr(1, end - 1);
    const auto colon = node.find(':');
    return colon == node.rfind(':') ? node.substr(0, colon) : node;  // with two it is IPv6
}

// Empty for names, "unknown", and what hides itself.
std::optional<ip::address> address_of(std::string_view node) {
    const auto text = without_port(node);
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(text), error);
    if (error || text.find('%') != std::string_view::npos) return std::nullopt;
    return address;
}

}  // namespace

bool TrustedProxies::trusts(const ip::address& address) const {
    if (networks_.empty()) return false;
    const auto bytes =
        (address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6()).to_bytes();
    return std::any_of(networks_.begin(), networks_.end(),
                       [&](const config::Network& network) { return begins_alike(bytes, network); });
}

std::string plain_text(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

Origin origin_of(const Request& request, const ip::address& peer, const TrustedProxies& proxies) {
    Origin origin{plain_text(peer), std::nullopt, {}};
    const auto hops = hops_of(request);
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        if (!hop->proto.empty()) origin.secure = same_without_case(hop->proto, "https");
        if (!hop->host.empty()) origin.host = hop->host;
        const auto address = address_of(hop->node);
        if (!address) break;  // nobody knows who is behind the last one
        origin.address = plain_text(*address);
        if (!proxies.trusts(*address)) break;
    }
    return origin;
}

}  // namespace fairground::http
