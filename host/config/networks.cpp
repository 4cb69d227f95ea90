#include "config/networks.hpp"

#include <charconv>

#include <arpa/inet.h>

#include "config/fields.hpp"

namespace fairground::config {
namespace {

constexpr int v4_offset = 96;  // of an IPv4 address within the IPv6 address that it is mapped to
constexpr std::string_view wanted = "a network or an address, such as 10.0.0.0/8, 192.0.2.7 or fd00::/8";

std::optional<int> bits_in(std::string_view text, int most) {
    int bits = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, bits);
    if (error != std::errc() || stop != end || bits < 0 || bits > most) return std::nullopt;
    return bits;
}

// Sets the bits from there on to 0.
void clear_from(std::array<unsigned char, 16>& address, int bits) {
    for (int i = bits; i < 128; ++i)
        address[static_cast<std::size_t>(i / 8)] &= static_cast<unsigned char>(~(0x80 >> (i % 8)));
}

std::string to_text(const std::array<unsigned char, 16>& address, bool v4) {
    char text[INET6_ADDRSTRLEN];
    inet_ntop(v4 ? AF_INET : AF_INET6, address.data() + (v4 ? v4_offset / 8 : 0), text, sizeof text);
    return text;
}

}  // namespace

ParsedNetwork parse_network(const std::string& text) {
    const std::size_t slash = text.find('/');
    const std::string address = text.substr(0, slash);
    Network network;
    const bool v4 = inet_pton(AF_INET, address.c_str(), network.address.data() + v4_offset / 8) == 1;
    if (v4) {
        network.address[10] = network.address[11] = 0xFF;
    } else if (inet_pton(AF_INET6, address.c_str(), network.address.data()) != 1) {
        return {{}, expected(wanted, text) + "; names are not looked up here"};
    }
    const int offset = v4 ? v4_offset : 0;
    if (slash != std::string::npos) {
        const auto bits = bits_in(std::string_view(text).substr(slash + 1), 128 - offset);
        if (!bits) return {{}, expected("a number from 0 to " + std::to_string(128 - offset) + " behind the /", text)};
        network.bits = *bits + offset;
    }
    auto whole = network.address;
    clear_from(whole, network.bits);
    if (whole != network.address)
        return {{},
                "the address has bits beyond its prefix, found \"" + text + "\"; write " + to_text(whole, v4) + "/" +
                    std::to_string(network.bits - offset) + " for the network, or " + address + " for the one address"};
    return {network, ""};
}

bool is_loopback(const Address& address) {
    return address.host == "::1" || (address.host.starts_with("127.") && address.host.find(':') == std::string::npos);
}

}  // namespace fairground::config
