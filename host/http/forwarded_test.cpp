#include "http/forwarded.hpp"

#include <gmock/gmock.h>

#include "config/networks.hpp"
#include "http/problem.hpp"

namespace fairground::http {
namespace {

namespace ip = boost::asio::ip;

constexpr const char* peer = "10.0.0.1";

TrustedProxies trusting(const std::vector<std::string>& texts) {
    std::vector<config::Network> networks;
    for (const auto& text : texts) networks.push_back(config::parse_network(text).network);
    return TrustedProxies(networks);
}

// What is made of a request from 10.0.0.1, where 10.0.0.0/8 and fd00::/8 are trusted.
Origin origin(const std::vector<Header>& headers) {
    Request request;
    request.headers = headers;
    return origin_of(request, ip::make_address(peer), trusting({"10.0.0.0/8", "fd00::/8"}));
}
std::string client(const std::vector<Header>& headers) {
    return origin(headers).address;
}
std::string code_of(const std::vector<Header>& headers) {
    try {
        origin(headers);
        return "";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.status, 400);
        return problem.code;
    }
}

TEST(TrustedProxies, AreThoseOfTheNetworksAndNobodyElse) {
    const auto proxies = trusting({"10.0.0.0/8", "192.0.2.7", "192.0.2.128/25", "fd00::/9"});
    for (const char* address :
         {"10.0.0.0", "10.255.255.255", "192.0.2.7", "192.0.2.128", "::ffff:10.1.2.3", "fd00::1", "fd7f::1"})
        EXPECT_TRUE(proxies.trusts(ip::make_address(address))) << address;
    for (const char* address :
         {"11.0.0.0", "9.255.255.255", "192.0.2.6", "192.0.2.127", "fd80::1", "::10.0.0.1", "::1"})
        EXPECT_FALSE(proxies.trusts(ip::make_address(address))) << address;
    EXPECT_FALSE(trusting({}).trusts(ip::make_address("127.0.0.1")));
    EXPECT_TRUE(trusting({"0.0.0.0/0"}).trusts(ip::make_address("1.2.3.4")));
    EXPECT_FALSE(trusting({"0.0.0.0/0"}).trusts(ip::make_address("2001:db8::1")));
}

TEST(Forwarded, WithoutHeadersItIsThePeer) {
    EXPECT_EQ(client({}), peer);
    EXPECT_EQ(client({{"X-Forwarded-For", ""}}), peer);
    EXPECT_EQ(client({{"X-Forwarded-For", " , ,"}}), peer);
}

TEST(Forwarded, TheNearestThatIsNotTrustedIsTheClient) {
    EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.7, 10.0.0.9, 10.0.0.8"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-For", "10.0.0.9"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "10.0.0.9, 10.0.0.8"}}), "10.0.0.9") << "from within: the first of them";
}

TEST(Forwarded, WhatAClientMadeUpStandsFurtherLeftAndIsNotLookedAt) {
    EXPECT_EQ(client({{"X-Forwarded-For", "1.1.1.1, 203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "1.1.1.1, 10.0.0.5, 203.0.113.7, 10.0.0.9"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "'; drop table, %00, 203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(client({{"Forwarded", "for=1.1.1.1, for=203.0.113.7"}}), "203.0.113.7");
}

TEST(Forwarded, AddressesComeWithPortsAndInBrackets) {
    EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.7:4711"}}), "203.0.113.7");
    EXPECT_EQ(client({{"X-Forwarded-For", "2001:db8::1"}}), "2001:db8::1");
    EXPECT_EQ(client({{"X-Forwarded-For", "[2001:db8::1]:4711"}}), "2001:db8::1");
    EXPECT_EQ(client({{"X-Forwarded-For", "2001:DB8:0::1"}}), "2001:db8::1") << "one client has one name";
    EXPECT_EQ(client({{"X-Forwarded-For", "::ffff:203.0.113.7"}}), "203.0.113.7");
    EXPECT_EQ(client({{"Forwarded", "For=\"[2001:db8::1]:4711\""}}), "2001:db8::1");
    EXPECT_EQ(client({{"Forwarded", "for=203.0.113.7:4711;by=10.0.0.1"}}), "203.0.113.7");
}

TEST(Forwarded, WhoHidesIsCountedAsTheLastProxyThatIsKnown) {
    for (const char* hidden :
         {"unknown", "_hidden", "example.com", "fe80::1%eth0", "1.2.3", "1.2.3.4.5", "[::1", "-", "0x7f.1"}) {
        EXPECT_EQ(client({{"X-Forwarded-For", std::string("9.9.9.9, ").append(hidden).append(", 10.0.0.9")}}),
                  "10.0.0.9")
            << hidden;
    }
    EXPECT_EQ(client({{"Forwarded", "for=9.9.9.9, proto=https, for=10.0.0.9"}}), "10.0.0.9");
}

TEST(Forwarded, SchemeAndHostAreThoseTheClientUsed) {
    const auto one = origin({{"X-Forwarded-For", "203.0.113.7, 10.0.0.9"},
                             {"X-Forwarded-Proto", "https, http"},
                             {"X-Forwarded-Host", "play.example.com, inner"}});
    EXPECT_EQ(one.secure, true);
    EXPECT_EQ(one.host, "play.example.com");
    const auto made_up = origin({{"X-Forwarded-For", "1.1.1.1, 203.0.113.7"}, {"X-Forwarded-Proto", "https, http"}});
    EXPECT_EQ(made_up.secure, false);
    const auto single = origin({{"X-Forwarded-For", "203.0.113.7, 10.0.0.9"}, {"X-Forwarded-Proto", "HTTPS"}});
    EXPECT_EQ(single.secure, true);
    const auto rfc =
        origin({{"Forwarded", "for=203.0.113.7;proto=https;host=\"play.example.com:443\", for=10.0.0.9;proto=http"}});
    EXPECT_EQ(rfc.secure, true);
    EXPECT_EQ(rfc.host, "play.example.com:443");
    EXPECT_EQ(origin({{"X-Forwarded-For", "203.0.113.7"}}).secure, std::nullopt);
}

// One of them a client may have written, and the proxy passed on.
TEST(Forwarded, BothKindsOfHeadersAreRefused) {
    EXPECT_EQ(code_of({{"Forwarded", "for=1.1.1.1"}, {"X-Forwarded-For", "203.0.113.7"}}), "bad_forwarded");
    EXPECT_EQ(code_of({{"Forwarded", ""}, {"X-Forwarded-For", "203.0.113.7"}}), "bad_forwarded");
}

TEST(Forwarded, HalfAQuotedTextCannotSwallowWhatTheProxyAdds) {
    for (const char* text : {"for=9.9.9.9;x=\", for=203.0.113.7", "for=9.9.9.9;x=\", for=\"[2001:db8::1]\"",
                             "for=\"9.9.9.9, for=203.0.113.7", "for=\"9.9.9.9\\", "for=\"a\"b", "for",
                             "for=", "=1.1.1.1", "for =1.1.1.1", "for= 1.1.1.1", "for=1.1.1.1;for=2.2.2.2",
                             "for=1.1.1.1 2.2.2.2", "for=\"\"", "for=1.1.1.1;;;=", "\"for\"=1.1.1.1"})
        EXPECT_EQ(code_of({{"Forwarded", text}}), "bad_forwarded") << text;
    for (const char* text : {"", ",", "for=1.1.1.1,", " ,, for=1.1.1.1 ;proto=http , ", "for=1.1.1.1;",
                             "for=1.1.1.1;secret=\"a,b;\\\"c\""})
        EXPECT_EQ(code_of({{"Forwarded", text}}), "") << text;
}

}  // namespace
}  // namespace fairground::http
