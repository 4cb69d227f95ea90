#include "app/certificates.hpp"

#include <fmt/chrono.h>

namespace fairground::app {
namespace {

using store::Check;
using State = Check::State;

constexpr auto renewal_time = std::chrono::days(14);

std::shared_ptr<http::Certificate> of(const config::Tls& files, const char* setting) {
    return files.on() ? http::read_certificate(files, setting) : nullptr;
}

std::string end_of(const http::Certificate& certificate) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", certificate.valid_until);
}

// "play.example.com" of "https://play.example.com:8443"
std::string host_of(const std::string& url) {
    const auto begin = url.find("://") + 3;
    const auto bracket = url.find(']', begin);
    if (bracket != std::string::npos) return url.substr(begin + 1, bracket - begin - 1);
    return url.substr(begin, url.find(':', begin) - begin);
}

Check certificate_check(const config::Tls& files, const char* setting, const std::string& public_url) {
    Check check{std::string("certificate of ") + setting, State::ok, "", "one that can be used for two weeks and more",
                ""};
    try {
        const auto certificate = http::read_certificate(files, setting);
        check.found = fmt::format("{}, valid until {}", certificate->subject, end_of(*certificate));
        if (certificate->valid_until < std::chrono::system_clock::now() + renewal_time) {
            check.state = State::doubtful;
            check.remedy = "have it renewed, then: fairground config reload";
        }
        if (!public_url.empty() && !certificate->covers(host_of(public_url))) {
            check.state = State::doubtful;
            check.expected = "one for " + host_of(public_url) + " (public_url)";
            check.remedy = "have one made for that name, unless a proxy in front shows its own";
        }
    } catch (const std::runtime_error& error) {
        check.state = State::failed;
        check.found = "none that can be used";
        check.remedy = error.what();
    }
    return check;
}

Check url_check(const config::HostFile& file) {
    Check check{"public_url", State::ok, file.public_url.empty() ? "not set" : file.public_url,
                "https://…, as players reach us", ""};
    if (!file.production || file.public_url.starts_with("https://")) return check;
    check.state = State::doubtful;
    check.remedy = "public_url: https://NAME in fairground.yaml; TLS by tls.players, or by a proxy in front";
    return check;
}

}  // namespace

Certificates read_certificates(const config::HostFile& file) {
    return {of(file.players_tls, "tls.players"), of(file.admin_tls, "tls.admin")};
}

void require_same_listeners(const Certificates& present, const config::HostFile& again) {
    const auto require = [](const char* setting, bool is, bool was) {
        if (is != was)
            throw std::runtime_error(std::string(setting) + " was " + (is ? "added to" : "taken out of") +
                                     " the host file; a listener cannot change between TLS and plain HTTP while it "
                                     "serves. Restart the host, or upgrade it (SIGUSR2)");
    };
    require("tls.players", again.players_tls.on(), present.players != nullptr);
    require("tls.admin", again.admin_tls.on(), present.admin != nullptr);
}

nlohmann::json to_json(const Certificates& certificates) {
    auto list = nlohmann::json::array();
    const auto add = [&](const char* listener, const std::shared_ptr<http::Certificate>& certificate) {
        if (certificate)
            list.push_back(
                {{"listener", listener}, {"subject", certificate->subject}, {"valid_until", end_of(*certificate)}});
    };
    add("players", certificates.players);
    add("admin", certificates.admin);
    return list;
}

std::string scheme_of(const std::shared_ptr<http::Certificate>& certificate) {
    return certificate ? "https://" : "http://";
}

std::vector<Check> front_checks(const config::HostFile& file) {
    std::vector<Check> checks{url_check(file)};
    if (file.players_tls.on()) checks.push_back(certificate_check(file.players_tls, "tls.players", file.public_url));
    if (file.admin_tls.on()) checks.push_back(certificate_check(file.admin_tls, "tls.admin", ""));
    return checks;
}

}  // namespace fairground::app
