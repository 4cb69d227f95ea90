#include "redis/options.hpp"

#include <charconv>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string_view>

namespace fairground::redis {

namespace {

constexpr const char* forms =
    "expected redis://[USER@]HOST[:PORT][/DATABASE] or sentinel://[USER@]HOST[:PORT],HOST[:PORT]/MASTER[/DATABASE]";

[[noreturn]] void refuse(const std::string& url, const std::string& why) {
    throw std::invalid_argument("redis url '" + url + "': " + why + "; " + forms);
}

std::optional<int> number(std::string_view digits, int least, int most) {
    int found = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), found);
    if (error != std::errc{} || end != digits.data() + digits.size() || found < least || found > most) return {};
    return found;
}

Server parse_server(const std::string& url, const std::string& text, std::uint16_t usual_port) {
    static const std::regex form(R"((\[[0-9a-fA-F:.]+\]|[^:\[\]\s]+)(?::(.*))?)");
    std::smatch part;
    if (!std::regex_match(text, part, form)) refuse(url, "'" + text + "' is not a host with its port");
    Server server{part[1].str(), usual_port};
    if (server.host.front() == '[') server.host = server.host.substr(1, server.host.size() - 2);
    if (part[2].matched) {
        const auto port = number(part[2].str(), 1, 65535);
        if (!port) refuse(url, "'" + part[2].str() + "' is not a port");
        server.port = static_cast<std::uint16_t>(*port);
    }
    return server;
}

std::vector<Server> parse_servers(const std::string& url, const std::string& list, std::uint16_t usual_port) {
    std::vector<Server> servers;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t comma = std::min(list.find(',', at), list.size());
        servers.push_back(parse_server(url, list.substr(at, comma - at), usual_port));
        at = comma + 1;
    }
    return servers;
}

int parse_database(const std::string& url, const std::string& text) {
    const auto database = number(text, 0, 65535);
    if (!database) refuse(url, "'" + text + "' is not the number of a database");
    return *database;
}

}  // namespace

std::string to_text(const Server& server) {
    const bool v6 = server.host.find(':') != server.host.npos;
    return (v6 ? "[" + server.host + "]" : server.host) + ":" + std::to_string(server.port);
}

Address parse_url(const std::string& url) {
    static const std::regex form("(redis|sentinel)://(?:([^@/]*)@)?([^@/]+)(?:/([^/]*))?(?:/([^/]*))?");
    std::smatch part;
    if (url.find('@') != url.npos && url.substr(0, url.rfind('@')).find(':', url.find("://") + 3) != url.npos) {
        // not repeated in the message: this appears in logs
        throw std::invalid_argument("redis url with a password in it: give it by redis.password_file instead");
    }
    if (!std::regex_match(url, part, form)) refuse(url, "it cannot be read");
    const bool sentinel = part[1] == "sentinel";
    Address address;
    address.user = part[2].str();
    if (part[2].matched && address.user.empty()) refuse(url, "the user before the @ is missing");
    address.servers = parse_servers(url, part[3].str(), sentinel ? 26379 : 6379);
    if (sentinel) {
        address.master = part[4].str();
        if (address.master.empty()) refuse(url, "the master's name is missing");
        if (part[5].length() > 0) address.database = parse_database(url, part[5].str());
        return address;
    }
    if (address.servers.size() != 1) refuse(url, "more than one server");
    if (part[5].matched) refuse(url, "something stands behind the database");
    if (part[4].length() > 0) address.database = parse_database(url, part[4].str());
    return address;
}

}  // namespace fairground::redis
