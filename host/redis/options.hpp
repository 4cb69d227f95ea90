// Where Redis is, and how long it is waited for.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace fairground::redis {

struct Server {
    std::string host;
    std::uint16_t port = 0;
    bool operator==(const Server&) const = default;
};
std::string to_text(const Server& server);  // "host:6379", "[::1]:6379"

struct Address {
    std::vector<Server> servers;  // one Redis, or the sentinels
    std::string master;           // the name by which the sentinels know it; empty: no sentinels
    std::string user;             // of an ACL; empty: the default user
    int database = 0;
};
// "redis://[user@]host[:6379][/db]" or "sentinel://[user@]host[:26379],host[:26379]/master-name[/db]". Throws
// std::invalid_argument saying what was found and what was expected; never repeats a password.
Address parse_url(const std::string& url);

struct Options {
    Address address;
    std::string password;           // empty: none
    std::string sentinel_password;  // empty: none

    std::chrono::milliseconds connect_timeout{200};
    std::chrono::milliseconds io_timeout{100};  // for one round trip, whatever the pipeline holds
    std::chrono::milliseconds reconnect{500};  // between attempts while Redis is away, at most; the first comes after a
                                               // tenth of it, each is up to half longer or shorter
    std::chrono::milliseconds silence{1000};   // an idle connection is asked for a sign of life after so long
    std::size_t connections = 2;               // for commands; each subscription has one more
    std::size_t pipeline = 512;                // commands in one round trip
    std::size_t queue = 20'000;                // commands that wait, then Away at once
    std::size_t reply_bytes = 8 * 1024 * 1024;  // of one text in a reply; a round trip takes four times this in all
};

}  // namespace fairground::redis
