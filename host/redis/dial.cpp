#include "redis/dial.hpp"

#include <charconv>

#include "redis/words.hpp"

namespace fairground::redis {

namespace {

[[noreturn]] void refuse(const Wire& wire, const std::string& why) {
    throw Broken("redis " + to_text(wire.server()) + ": " + why);
}

std::string user_of(const Options& options) {
    return options.address.user.empty() ? "default" : options.address.user;
}

void check_login(const Wire& wire, const Reply& hello, const Options& options) {
    const Error* error = hello.error();
    if (!error) return;
    if (error->text.starts_with("WRONGPASS"))
        refuse(wire, "the user \"" + user_of(options) +
                         "\" or its password is wrong; look at redis.url and redis.password_file (" + error->text +
                         ")");
    if (error->text.starts_with("NOAUTH"))
        refuse(wire, "it wants a password, and none is given; name its file in redis.password_file");
    if (error->text.starts_with("ERR unknown command"))
        refuse(wire, "expected Redis 6 or newer, found one that knows no HELLO");
    refuse(wire, error->text);
}

// HELLO answers with names and values in turn.
void check_role(const Wire& wire, const Reply& hello) {
    const std::vector<Reply>* fields = hello.array();
    for (std::size_t i = 0; fields && i + 1 < fields->size(); i += 2) {
        const std::string* name = (*fields)[i].text();
        const std::string* role = (*fields)[i + 1].text();
        if (!name || *name != "role" || !role) continue;
        if (*role != "master") refuse(wire, "expected a master, found a " + *role + ": it takes no writes");
        return;
    }
    refuse(wire, "expected its role in what it says of itself, found none");
}

// The first half of the id that each process of a server makes up.
std::uint64_t server_id(const Wire& wire, const Reply& info) {
    if (const Error* error = info.error()) refuse(wire, "the user needs the right to +info (" + error->text + ")");
    constexpr std::string_view name = "run_id:";
    const std::string* text = info.text();
    const std::size_t at = text ? text->find(name) : std::string::npos;
    std::uint64_t id = 0;
    if (at == std::string::npos || text->size() < at + name.size() + 16 ||
        std::from_chars(text->data() + at + name.size(), text->data() + at + name.size() + 16, id, 16).ec !=
            std::errc{})
        refuse(wire, "expected a run_id in its INFO, found none");
    return id;
}

// Everything in one round trip.
std::uint64_t log_in(Wire& wire, const Options& options) {
    const bool with_password = !options.password.empty() || !options.address.user.empty();
    std::string commands;
    append_words(commands, with_password ? 5 : 2);
    append_word(commands, "HELLO");
    append_word(commands, "2");
    if (with_password) {
        append_word(commands, "AUTH");
        append_word(commands, user_of(options));
        append_word(commands, options.password);
    }
    const std::string database = std::to_string(options.address.database);
    append_words(commands, 2);
    append_word(commands, "SELECT");
    append_word(commands, database);
    append_words(commands, 2);
    append_word(commands, "INFO");
    append_word(commands, "server");
    append_words(commands, 1);
    append_word(commands, "PING");  // answered with LOADING while it loads
    wire.write(commands);
    const std::vector<Reply> replies = wire.read(4);
    check_login(wire, replies[0], options);
    check_role(wire, replies[0]);
    if (const Error* error = replies[1].error())
        refuse(wire, "the database " + database + " of redis.url cannot be used: " + error->text);
    if (const Error* error = replies[3].error()) refuse(wire, error->text);
    return server_id(wire, replies[2]);
}

Server master_from(const Server& sentinel, const Options& options) {
    Wire wire(sentinel, options);
    if (!options.sentinel_password.empty()) {
        const Reply login = wire.ask({"AUTH", options.sentinel_password});
        if (const Error* error = login.error())
            refuse(wire, "the sentinel does not take the password; look at redis.sentinel_password_file (" +
                             error->text + ")");
    }
    const Reply reply = wire.ask({"SENTINEL", "get-master-addr-by-name", options.address.master});
    if (const Error* error = reply.error()) refuse(wire, "the sentinel says: " + error->text);
    const std::vector<Reply>* place = reply.array();
    if (!place) refuse(wire, "the sentinel knows no master of the name \"" + options.address.master + "\"");
    const std::string* host = place->size() == 2 ? (*place)[0].text() : nullptr;
    const std::string* port = place->size() == 2 ? (*place)[1].text() : nullptr;
    std::uint16_t number = 0;
    if (!host || !port || std::from_chars(port->data(), port->data() + port->size(), number).ec != std::errc{})
        refuse(wire, "expected the master's host and port from the sentinel, found something else");
    return {*host, number};
}

Connection connect(const Server& server, const Options& options) {
    Connection connection{std::make_unique<Wire>(server, options)};
    connection.server = log_in(*connection.wire, options);
    return connection;
}

}  // namespace

Connection dial(const Options& options) {
    if (options.address.master.empty()) return connect(options.address.servers.front(), options);
    // A sentinel that was away itself may still name the old master: then the next one is asked.
    std::string problems;
    for (const Server& sentinel : options.address.servers) {
        try {
            return connect(master_from(sentinel, options), options);
        } catch (const Broken& broken) {
            problems += (problems.empty() ? "" : "; ") + std::string(broken.what());
        }
    }
    throw Broken(problems);
}

}  // namespace fairground::redis
