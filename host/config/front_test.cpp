#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/networks.hpp"
#include "config/problem_texts.hpp"

namespace fairground::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

HostFile with_front(const std::vector<std::string>& overrides) {
    return read_host_file("", overrides);
}

std::vector<std::string> front_problems(const std::vector<std::string>& overrides) {
    return problem_texts([&] { read_host_file("", overrides); });
}

std::vector<std::string> warnings_of(std::vector<std::string> overrides) {
    std::vector<std::string> texts;
    overrides.push_back("auth.providers=[]");
    for (const Problem& problem : look_at_host_file("", overrides, "").warnings) {
        EXPECT_TRUE(problem.warning);
        texts.push_back(to_text(problem));
    }
    return texts;
}

TEST(Front, AddressesAndNetworksOfBothKindsAreTrusted) {
    const auto networks =
        with_front({"trusted_proxies=[10.0.0.0/8, 192.0.2.7, 'fd00::/8', '0.0.0.0/0']"}).trusted_proxies;
    ASSERT_EQ(networks.size(), 4U);
    EXPECT_EQ(networks[0].bits, 96 + 8);
    EXPECT_THAT(networks[0].address, ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 0, 0, 0));
    EXPECT_EQ(networks[1].bits, 128);
    EXPECT_EQ(networks[2].bits, 8);
    EXPECT_EQ(networks[3].bits, 96);
}

TEST(Front, NobodyIsTrustedByDefault) {
    EXPECT_THAT(with_front({}).trusted_proxies, IsEmpty());
}

TEST(Front, ANetworkWithBitsBeyondItsPrefixIsASlip) {
    EXPECT_EQ(parse_network("10.1.2.3/8").problem,
              "the address has bits beyond its prefix, found \"10.1.2.3/8\"; write 10.0.0.0/8 for the network, or "
              "10.1.2.3 for the one address");
    EXPECT_EQ(parse_network("fd00::1/8").problem,
              "the address has bits beyond its prefix, found \"fd00::1/8\"; write fd00::/8 for the network, or "
              "fd00::1 for the one address");
}

TEST(Front, WhatIsNoNetworkIsRefused) {
    for (const char* text : {"", "/", "proxy", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8",
                             "::1/129", "[::1]", "10.0.0.1:80", "10.0.0.0/8/8", "fe80::1%eth0"})
        EXPECT_NE(parse_network(text).problem, "") << text;
}

TEST(Front, ACertificateNeedsItsKey) {
    const HostFile both = with_front({"tls.players={certificate: a.pem, key: b.pem}"});
    EXPECT_TRUE(both.players_tls.on());
    EXPECT_EQ(both.players_tls.key, "b.pem");
    EXPECT_THAT(front_problems({"tls.players.certificate=a.pem"}),
                ElementsAre(HasSubstr("tls.players.certificate: expected key beside it")));
    EXPECT_THAT(front_problems({"tls.admin={key: b.pem}"}),
                ElementsAre(HasSubstr("tls.admin.key: expected certificate beside it")));
}

TEST(Front, AdminsAreNotServedInTheClearBeyondThisMachine) {
    const std::string beyond = "listen.admin=0.0.0.0:8081";
    EXPECT_THAT(front_problems({beyond}), ElementsAre(HasSubstr("listen.admin: expected TLS")));
    EXPECT_THAT(front_problems({"listen.admin='[fd00::1]:8081'"}), ElementsAre(HasSubstr("expected TLS")));
    EXPECT_TRUE(with_front({beyond, "tls.admin=insecure"}).admin_insecure);
    EXPECT_TRUE(with_front({beyond, "tls.admin={certificate: a.pem, key: b.pem}"}).admin_tls.on());
    EXPECT_THAT(front_problems({"listen.admin='[::1]:8081'"}), IsEmpty());
    EXPECT_THAT(front_problems({"listen.admin=127.8.9.1:8081"}), IsEmpty());
    EXPECT_THAT(front_problems({beyond, "tls.admin=unsafe"}),
                ElementsAre(HasSubstr("tls.admin: expected a map with certificate and key, or the word insecure")));
}

TEST(Front, ProductionInTheClearIsAWarning) {
    EXPECT_THAT(warnings_of({}), IsEmpty()) << "development";
    EXPECT_THAT(warnings_of({"mode=production"}),
                ElementsAre(HasSubstr("public_url: expected the url that players see")));
    EXPECT_THAT(
        warnings_of({"mode=production", "public_url=http://play.example.com"}),
        ElementsAre("--set: warning: public_url: expected https in production: sessions of players travel readable "
                    "over plain http"));
    EXPECT_THAT(warnings_of({"mode=production", "public_url=https://play.example.com"}), IsEmpty());
    EXPECT_THAT(warnings_of({"public_url=http://play.example.com", "tls.players={certificate: a, key: b}"}),
                ElementsAre(HasSubstr("links lead to plain http")));
}

}  // namespace
}  // namespace fairground::config
