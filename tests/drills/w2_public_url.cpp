// W2: the one callback comes through a partner's nginx, whose Host header once sent every later request through him.
// Now whatever a proxy or a client says of the host, every redirect, cookie and link leads to public_url; and clients
// behind our own nginx are told apart.
#include <fstream>
#include <iterator>
#include <regex>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/private_nginx.hpp"
#include "support/self_signed.hpp"

namespace fairground::drills {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* partner_name = "partner.example";

std::string text_of(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("docs/nginx.conf has no " + what);
    return text.replace(at, what.size(), by);
}

// docs/nginx.conf with these ports and this certificate.
std::string our_nginx(unsigned short port, unsigned short host, const test::CertificateFiles& files) {
    auto text = text_of(FAIRGROUND_DOCS "/nginx.conf");
    text = replaced(text, "127.0.0.1:8080", fmt::format("127.0.0.1:{}", host));
    text = replaced(text, "listen 443 ssl", fmt::format("listen 127.0.0.1:{} ssl", port));
    text = replaced(text, "/etc/ssl/play.example.com.pem", files.certificate.string());
    return replaced(text, "/etc/ssl/private/play.example.com.key", files.key.string());
}

// The partner's, which calls every host by his name and says so in every way there is. from: whom he connects as.
std::string partners_nginx(unsigned short port, unsigned short to, const std::string& from) {
    return fmt::format(
        "server {{ listen 127.0.0.1:{0};\n location / {{ proxy_pass http://127.0.0.1:{1}; proxy_bind {2};\n"
        "  proxy_set_header Host {3}; proxy_set_header X-Forwarded-Host {3}; proxy_set_header X-Forwarded-Proto http;\n"
        "  proxy_set_header X-Forwarded-For 203.0.113.99; proxy_set_header X-Forwarded-Server {3}; }} }}\n",
        port, to, from, partner_name);
}

// What the incident's application did: it believed the header Host.
std::string believing_nginx(unsigned short port) {
    return fmt::format(
        "server {{ listen 127.0.0.1:{};\n default_type text/html;\n"
        " location = /play/storm {{ add_header Set-Cookie \"sid=1; Domain=$host\" always; return 308 "
        "http://$host/play/storm/; }}\n"
        " location / {{ return 200 '<a href=\"http://$host/play/storm/\">Storm</a>'; }} }}\n",
        port);
}

// What of an answer leads elsewhere than to us: under a stranger's name also what stays where it is.
std::vector<std::string> leading_away(const std::string& path, const test::HttpAnswer& answer, const std::string& us) {
    std::vector<std::string> complaints;
    const auto complain = [&](const std::string& what) { complaints.push_back(path + ": " + what); };
    const std::string location = answer.header("location");
    if (!location.empty() && !location.starts_with(us + "/")) complain("redirects to " + location);
    if (const auto cookie = answer.header("set-cookie"); !cookie.empty())
        if (cookie.find("Secure") == std::string::npos || cookie.find("Domain") != std::string::npos)
            complain("sets " + cookie);
    for (const auto& [name, value] : answer.headers)
        if (value.find(partner_name) != std::string::npos) complain("says " + name + ": " + value);
    if (answer.body.find(partner_name) != std::string::npos) complain("names the partner in its body");
    static const std::regex link("href=\"([^\"]*)\"");
    const bool game = path.ends_with("/storm/");  // it is what the redirect led to, and loads its own files
    for (std::sregex_iterator at(answer.body.begin(), answer.body.end(), link), end; at != end && !game; ++at)
        if (!(*at)[1].str().starts_with(us + "/")) complain("has a link to " + (*at)[1].str());
    return complaints;
}

std::vector<std::string> leading_away_of_all(test::HttpClient& client, const std::string& us) {
    std::vector<std::string> complaints;
    for (const char* path : {"/", "/play/storm", "/play/storm/", "/play/nothing", "/api/v1/campaigns",
                             "/api/v1/campaigns/storm", "/nowhere"})
        for (auto& one : leading_away(path, client.get(path), us)) complaints.push_back(std::move(one));
    for (auto& one : leading_away("login", client.post("/api/v1/sessions", R"({"provider":"dev","player":"ann"})"), us))
        complaints.push_back(std::move(one));
    return complaints;
}

class W2 : public testing::Test {
protected:
    W2() {
        host.configure({{"public_url", us},
                        {"trusted_proxies", {"127.0.0.1"}},
                        {"limits", {{"per_address", {{"rate", 1}, {"burst", 40}}}}}});
        host.start();
        nginx = std::make_unique<test::PrivateNginx>(test::PrivateNginx::Settings{
            .hosts = {host.port()},
            .server = {},
            .beside = our_nginx(port, host.port(), test::write_self_signed(folder.path(), "play")) +
                      partners_nginx(strangers, host.port(), "127.0.0.3") +
                      partners_nginx(trusted, host.port(), "127.0.0.1") +
                      partners_nginx(in_front_of_believer, believer, "127.0.0.3") + believing_nginx(believer)});
    }
    // How many of so many questions are let in, each naming another client.
    int let_in(const std::string& from, int questions) const {
        auto client = test::HttpClient::secure(port, from);
        int count = 0;
        for (int i = 0; i < questions; ++i)
            count +=
                client.get("/api/v1/campaigns", {{"X-Forwarded-For", fmt::format("198.51.100.{}", i)}}).status == 200
                    ? 1
                    : 0;
        return count;
    }

    test::TempDir folder;
    unsigned short port = test::free_port();
    unsigned short strangers = test::free_port();
    unsigned short trusted = test::free_port();
    unsigned short believer = test::free_port();
    unsigned short in_front_of_believer = test::free_port();
    std::string us = fmt::format("https://127.0.0.1:{}", port);
    test::HostProcess host{{.campaigns = {{"storm.yaml", text_of(FAIRGROUND_DRILLS "/storm.yaml")}}, .config = {}}};
    std::unique_ptr<test::PrivateNginx> nginx;
};

TEST_F(W2, AfterTheOneCallbackThroughThePartnerEverythingLeadsToUs) {
    test::HttpClient partner(strangers);
    EXPECT_THAT(leading_away_of_all(partner, us), IsEmpty());
    const auto callback = partner.get("/play/storm");
    ASSERT_EQ(callback.status, 308);
    ASSERT_EQ(callback.header("location"), us + "/play/storm/");
    auto ours = test::HttpClient::secure(port);
    EXPECT_EQ(ours.get("/play/storm/").status, 200) << "and there the player is";
    EXPECT_EQ(ours.get("/api/v1/campaigns/storm").json()["page"], us + "/play/storm/");
    EXPECT_EQ(test::HttpClient(host.admin_port()).get("/openapi.json").json()["servers"][0]["url"], us);
}

TEST_F(W2, AProxyThatIsTrustedIsNotBelievedInThat) {
    test::HttpClient forger(trusted);
    EXPECT_THAT(leading_away_of_all(forger, us), IsEmpty());
}

TEST_F(W2, NorAClientThatForgesTheHeadersItself) {
    auto client = test::HttpClient::secure(port);
    for (const char* path : {"/", "/play/storm", "/play/nothing", "/api/v1/campaigns"}) {
        const auto answer =
            client.get(path, {{"Host", partner_name},
                              {"X-Forwarded-Host", partner_name},
                              {"Forwarded", fmt::format("for=1.2.3.4;host={};proto=http", partner_name)}});
        EXPECT_NE(answer.status, 400) << path << ": our nginx takes Forwarded away. " << answer.body;
        EXPECT_THAT(leading_away(path, answer, us), IsEmpty());
    }
}

// The counter-proof: the same questions to an application that believes Host.
TEST_F(W2, WhoBelievesTheHeaderLeadsAway) {
    test::HttpClient partner(in_front_of_believer);
    const auto found = leading_away_of_all(partner, us);
    EXPECT_THAT(found, testing::Contains("/play/storm: redirects to http://partner.example/play/storm/"));
    EXPECT_THAT(found, testing::Contains("/play/storm: sets sid=1; Domain=partner.example"));
    EXPECT_THAT(found, testing::Contains("/: has a link to http://partner.example/play/storm/"));
}

TEST_F(W2, ClientsBehindOurNginxAreToldApartWhateverTheySay) {
    EXPECT_LE(let_in("127.0.0.21", 80), 60) << "another name for each question does not help";
    EXPECT_EQ(let_in("127.0.0.22", 20), 20) << "another client has its own rate";
}

TEST_F(W2, WithoutTrustEveryoneIsTheProxy) {
    host.stop();
    host.configure({{"trusted_proxies", nullptr}});
    host.start();
    let_in("127.0.0.21", 80);
    EXPECT_LT(let_in("127.0.0.22", 20), 20);
}

}  // namespace
}  // namespace fairground::drills
