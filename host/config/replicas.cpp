#include "config/replicas.hpp"

#include "config/checks.hpp"
#include "config/pointer.hpp"

namespace fairground::config {
namespace {

using Replica = HostFile::Database::Replica;

constexpr std::string_view scheme = "mariadb://";

// "mariadb://db-2/fair" with the user of "mariadb://fair@db-1/fair".
std::string with_user(const std::string& url, const std::string& of) {
    const auto end = url.find('/', scheme.size());
    const auto at = of.find('@');
    if (!url.starts_with(scheme) || url.substr(0, end).find('@') != std::string::npos || at == std::string::npos)
        return url;
    return of.substr(0, at + 1) + url.substr(scheme.size());
}

std::string check_replica_url(const std::string& url, const std::string& primary) {
    if (url.starts_with("sqlite:")) return "expected a mariadb:// database, found SQLite, which has no replicas";
    return check_database_url(with_user(url, primary));
}

bool same_server(const Replica& one, const Replica& other) {
    return one.url == other.url && one.socket == other.socket;
}

// What is wrong with an entry that reads well by itself.
std::string against_the_rest(const Replica& replica, const HostFile::Database& database) {
    if (same_server(replica, {database.url, database.socket, {}}))
        return "this is the primary, database.url; expected another server";
    for (const auto& other : database.replicas)
        if (same_server(replica, other)) return "this server is in the list twice; remove one";
    return "";
}

// As `config show` tells them.
nlohmann::json urls_of(const std::vector<Replica>& replicas) {
    nlohmann::json urls = nlohmann::json::array();
    for (const Replica& replica : replicas)
        urls.push_back(replica.socket.empty() ? nlohmann::json(replica.url)
                                              : nlohmann::json{{"url", replica.url}, {"socket", replica.socket}});
    return urls;
}

nlohmann::json replicas_schema() {
    const nlohmann::json text = {{"type", "string"}};
    const nlohmann::json entry = {{"type", "object"},
                                  {"additionalProperties", false},
                                  {"properties", {{"url", text}, {"socket", text}, {"password_file", text}}}};
    return {{"type", "array"}, {"items", {{"oneOf", {text, entry}}}}};
}

void read_list(const Document& document, Fields& database, HostFile::Database& into, std::vector<Problem>& problems) {
    const auto* list = database.any("replicas", "a list of urls");
    if (!list) return;
    if (!list->is_array())
        return database.problem("replicas", expected("a list, such as [mariadb://db-2/fair]", *list));
    if (!list->empty() && !into.url.starts_with(scheme))
        return database.problem("replicas", "only for mariadb:// databases; remove the key");
    const auto check = [&](const std::string& url) { return check_replica_url(url, into.url); };
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string at = pointer_to(database.pointer("replicas"), i);
        const auto told = problems.size();
        const auto tell = [&](const std::string& what) {
            if (!what.empty()) problems.push_back(document.problem(at, what));
        };
        Replica replica;
        if ((*list)[i].is_string()) {
            replica.url = (*list)[i].get<std::string>();
            tell(check(replica.url));
        } else {
            Fields entry(document, at, problems);
            entry.text("url", replica.url, check);
            entry.text("socket", replica.socket);
            entry.path("password_file", replica.password_file);
            entry.no_others();
            if (problems.size() == told && replica.url.empty() && replica.socket.empty())
                tell("expected a url or a socket, found neither");
        }
        replica.url = replica.url.empty() ? into.url : with_user(replica.url, into.url);
        if (problems.size() == told) tell(against_the_rest(replica, into));
        if (problems.size() == told) into.replicas.push_back(std::move(replica));
    }
}

}  // namespace

void read_replicas(const Document& document, Fields& database, HostFile::Database& into,
                   std::vector<Problem>& problems) {
    database.whole("replica_connections", into.replica_connections, 1, 100);
    read_list(document, database, into, problems);
    database.outline("replicas", replicas_schema(), urls_of(into.replicas));
}

void check_shares(Fields& database, HostFile::Database& read) {
    const auto of_replicas = read.replicas.size() * read.replica_connections;
    if (!database.has("writers")) {
        const auto of_primary = read.connections - std::min(of_replicas, read.connections);
        read.writers = std::clamp<std::size_t>(of_primary, 2, read.writers + 1) - 1;
    }
    const std::string counted =
        read.replicas.empty() ? ""
                              : ", of which " + std::to_string(of_replicas) + " go to replicas (" +
                                    std::to_string(read.replica_connections) + " each: database.replica_connections)";
    if (read.writers + of_replicas < read.connections) return;
    database.problem("writers", "expected fewer writers than database.connections (" +
                                    std::to_string(read.connections) + counted + "), found " +
                                    std::to_string(read.writers) + "; the rest of the connections serves reads");
}

}  // namespace fairground::config
