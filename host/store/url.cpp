#include "store/url.hpp"

#include <charconv>
#include <regex>
#include <stdexcept>

namespace fairground::store {

namespace {

constexpr const char* expected = "expected sqlite:PATH or mariadb://USER@HOST[:PORT]/DATABASE";

[[noreturn]] void refuse(const std::string& url, const std::string& why) {
    throw std::invalid_argument("database url '" + url + "': " + why + "; " + expected);
}

SqliteUrl parse_sqlite(const std::string& url) {
    const std::string path = url.substr(url.find(':') + 1);
    if (path.empty()) refuse(url, "the path is missing");
    if (path.starts_with(":memory:")) refuse(url, "a database in memory would be another one for each connection");
    return {path};
}

unsigned parse_port(const std::string& url, const std::string& digits) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0 || port > 65535) {
        refuse(url, "'" + digits + "' is not a port");
    }
    return port;
}

MariaDbUrl parse_mariadb(const std::string& url) {
    static const std::regex form("mariadb://([^@/]*@)?([^:/@]*)(:[^/]*)?(/.*)?");
    std::smatch part;
    if (!std::regex_match(url, part, form)) refuse(url, "it cannot be read");
    const std::string user = part[1].matched ? part[1].str().substr(0, part[1].length() - 1) : "";
    if (user.find(':') != user.npos) {  // not repeated in the message: this appears in logs
        throw std::invalid_argument("database url with a password in it: give it by database.password_file instead");
    }
    if (user.empty()) refuse(url, "the user is missing");
    if (part[2].length() == 0) refuse(url, "the host is missing");
    if (part[4].length() < 2) refuse(url, "the database is missing");
    const std::string database = part[4].str().substr(1);
    if (database.find_first_of("/?#") != database.npos) refuse(url, "'" + database + "' is not a database name");
    const unsigned port = part[3].matched ? parse_port(url, part[3].str().substr(1)) : 3306;
    return {part[2].str(), port, user, database};
}

}  // namespace

std::variant<SqliteUrl, MariaDbUrl> parse_url(const std::string& url) {
    if (url.starts_with("sqlite:")) return parse_sqlite(url);
    if (!url.starts_with("mariadb://")) refuse(url, "unknown kind of database");
    return parse_mariadb(url);
}

}  // namespace fairground::store
