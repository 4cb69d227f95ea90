#include "config/checks.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

#include "config/fields.hpp"

namespace fairground::config {

namespace {

constexpr std::string_view database_forms = "sqlite:PATH or mariadb://user@host:3306/database";

std::optional<int> port_number(std::string_view text) {
    int port = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc() || stop != end || port < 0 || port > 65535) return std::nullopt;
    return port;
}

bool ip_address(const std::string& host, int family) {
    unsigned char bytes[sizeof(in6_addr)];
    return inet_pton(family, host.c_str(), bytes) == 1;
}

// "host", "host:3306", "[::1]:3306".
bool host_and_port(std::string_view text) {
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = text.substr(0, colon);
    const bool named = !host.empty() && host.find_first_of(" \t?#") == std::string_view::npos;
    return named && (colon == std::string_view::npos || port_number(text.substr(colon + 1)).value_or(0) > 0);
}

constexpr std::string_view redis_forms =
    "redis://[user@]host[:6379][/0] or sentinel://[user@]host[:26379],host[:26379]/master[/0]";

bool hosts_and_ports(std::string_view list, bool many) {
    const std::size_t comma = list.find(',');
    if (comma == std::string_view::npos) return host_and_port(list);
    return many && host_and_port(list.substr(0, comma)) && hosts_and_ports(list.substr(comma + 1), many);
}

}  // namespace

bool made_of(std::string_view text, std::string_view also, std::size_t most, bool upper) {
    return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (upper && c >= 'A' && c <= 'Z') ||
               also.find(c) != std::string_view::npos;
    });
}

std::string check_environment(const std::string& text) {
    return made_of(text, "-", 32) ? "" : expected("1 to 32 of a-z, 0-9 and -", text);
}

std::string check_public_url(const std::string& text) {
    constexpr std::string_view wanted =
        "http:// or https://, a host and maybe a port, such as https://play.example.com";
    const std::size_t slashes = text.find("://");
    const std::string scheme = text.substr(0, slashes);
    if (slashes == std::string::npos || (scheme != "http" && scheme != "https")) return expected(wanted, text);
    const std::string host = text.substr(slashes + 3);
    if (host.find('@') != std::string::npos) return "expected no user name in the url, found one; remove it";
    if (host.find('/') != std::string::npos) return expected(wanted, text) + "; remove everything from the / on";
    return host_and_port(host) ? "" : expected(wanted, text);
}

std::string check_database_url(const std::string& text) {
    constexpr std::string_view sqlite = "sqlite:";
    constexpr std::string_view mariadb = "mariadb://";
    if (text.starts_with("mysql://")) return expected(database_forms, text) + "; write mariadb://";
    if (text.starts_with(sqlite)) {
        return text.size() > sqlite.size() ? "" : expected("sqlite: and the path of a file", text);
    }
    if (!text.starts_with(mariadb)) return expected(database_forms, text);
    const std::string_view rest = std::string_view(text).substr(mariadb.size());
    const std::size_t slash = rest.find('/');
    const std::string_view place = rest.substr(0, slash);
    const std::size_t at = place.rfind('@');
    // The text is not repeated in these messages: it may hold the password, and messages go to logs.
    if (place.substr(0, at == std::string_view::npos ? 0 : at).find(':') != std::string_view::npos) {
        return "the url holds a password; move it to a file only the host can read and name that file in "
               "database.password_file";
    }
    if (at == std::string_view::npos || at == 0) return expected("a user, as in " + std::string(database_forms), text);
    if (!host_and_port(place.substr(at + 1))) return expected("a host and maybe a port behind the @", text);
    const std::string_view name = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
    if (!made_of(name, "_-", 64, true))
        return expected("the database's name (letters, figures, _, -) at the end", text);
    return "";
}

std::string check_redis_url(const std::string& text) {
    constexpr std::string_view one = "redis://";
    constexpr std::string_view sentinels = "sentinel://";
    const bool many = text.starts_with(sentinels);
    if (!many && !text.starts_with(one)) return expected(redis_forms, text);
    std::string_view rest = std::string_view(text).substr(many ? sentinels.size() : one.size());
    const std::size_t at = rest.rfind('@');
    // Not repeated, as above.
    if (at != std::string_view::npos && rest.substr(0, at).find(':') != std::string_view::npos) {
        return "the url holds a password; move it to a file only the host can read and name that file in "
               "redis.password_file";
    }
    if (at == 0) return expected("a user before the @", text);
    if (at != std::string_view::npos) rest.remove_prefix(at + 1);
    const std::size_t slash = rest.find('/');
    if (!hosts_and_ports(rest.substr(0, slash), many)) return expected(redis_forms, text);
    std::string_view path = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
    if (many) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end == 0)
            return expected("the name of the master behind the sentinels, as in " + std::string(redis_forms), text);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    if (!path.empty() && !port_number(path)) return expected("the number of a database at the end", text);
    return "";
}

ParsedAddress parse_address(const std::string& text) {
    const std::string wanted = "an address and a port, such as 127.0.0.1:8080 or [::1]:8080";
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return {{}, expected(wanted, text) + "; add the port"};
    std::string host = text.substr(0, colon);
    const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (brackets) host = host.substr(1, host.size() - 2);
    if (!ip_address(host, brackets ? AF_INET6 : AF_INET)) {
        const std::string hint = host == "localhost"           ? "; write 127.0.0.1"
                                 : host.empty() || host == "*" ? "; write 0.0.0.0 for all addresses of this machine"
                                 : ip_address(host, AF_INET6)  ? "; put the address in brackets"
                                                               : "; names are not looked up here";
        return {{}, expected(wanted, text) + hint};
    }
    const auto port = port_number(std::string_view(text).substr(colon + 1));
    if (!port) return {{}, expected("a port from 0 to 65535 behind the last colon", text)};
    return {{host, static_cast<std::uint16_t>(*port)}, ""};
}

}  // namespace fairground::config
