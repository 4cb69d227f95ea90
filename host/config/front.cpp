#include "config/front.hpp"

#include "config/checks.hpp"
#include "config/networks.hpp"
#include "config/pointer.hpp"

namespace fairground::config {
namespace {

constexpr std::string_view insecure = "insecure";

void read_address(Fields& listen, const std::string& key, Address& into) {
    std::string text = into.host + ":" + std::to_string(into.port);
    listen.text(key, text, [](const std::string& value) { return parse_address(value).problem; });
    into = parse_address(text).address;
}

void read_listen(Fields listen, HostFile& file) {
    read_address(listen, "players", file.players);
    read_address(listen, "admin", file.admin);
    const bool same = file.players.port == file.admin.port && file.players.host == file.admin.host;
    if (same && file.admin.port != 0) {
        listen.problem("admin", "expected another address than that of listen.players, found the same twice");
    }
    listen.no_others();
}

void read_files(Fields files, Tls& into) {
    files.path("certificate", into.certificate);
    files.path("key", into.key);
    files.no_others();
    if (files.has("certificate") == files.has("key")) return;
    const char* there = files.has("key") ? "key" : "certificate";
    const char* missing = files.has("key") ? "certificate" : "key";
    files.problem(there, std::string("expected ") + missing + " beside it: the file of the " +
                             (files.has("key") ? "certificate, with those of who signed it" : "certificate's key"));
}

nlohmann::json files_schema() {
    const nlohmann::json text = {{"type", "string"}};
    return {
        {"type", "object"}, {"additionalProperties", false}, {"properties", {{"certificate", text}, {"key", text}}}};
}

// What `config show` tells: paths are no secrets.
nlohmann::json files_value(const Tls& files) {
    if (!files.on()) return nullptr;
    return {{"certificate", files.certificate.string()}, {"key", files.key.string()}};
}

// A map of the files, or the word insecure.
void read_admin(const Document& document, Fields& tls, HostFile& file, std::vector<Problem>& problems) {
    const auto* value = tls.any("admin", "certificate and key, or the word insecure");
    if (value != nullptr && value->is_string()) {
        file.admin_insecure = *value == insecure;
        if (!file.admin_insecure)
            tls.problem("admin", expected("a map with certificate and key, or the word insecure", *value));
    } else if (value != nullptr) {
        read_files(Fields(document, tls.pointer("admin"), problems), file.admin_tls);
    }
    const nlohmann::json shown = file.admin_insecure ? nlohmann::json(insecure) : files_value(file.admin_tls);
    tls.outline("admin", {{"oneOf", {files_schema(), {{"const", insecure}}}}}, shown);
}

void read_tls(const Document& document, Fields tls, HostFile& file, std::vector<Problem>& problems) {
    read_files(tls.section("players"), file.players_tls);
    read_admin(document, tls, file, problems);
    tls.no_others();
}

void read_proxies(Fields& top, HostFile& file) {
    std::vector<std::string> networks;
    top.texts("trusted_proxies", networks, [](const std::string& text) { return parse_network(text).problem; });
    for (const std::string& text : networks) file.trusted_proxies.push_back(parse_network(text).network);
}

}  // namespace

void read_front(Fields& top, const Document& document, HostFile& file, std::vector<Problem>& problems) {
    read_listen(top.section("listen"), file);
    const auto told = problems.size();
    read_tls(document, top.section("tls"), file, problems);
    if (problems.size() == told && !is_loopback(file.admin) && !file.admin_tls.on() && !file.admin_insecure)
        problems.push_back(document.problem(
            "/listen/admin",
            "expected TLS, because other machines reach this address and tokens travel to it: name certificate and "
            "key in tls.admin, listen on 127.0.0.1, or write tls: {admin: insecure} if the network itself is safe"));
    top.text("public_url", file.public_url, check_public_url);
    read_proxies(top, file);
}

std::vector<Problem> front_warnings(const Document& document, const HostFile& file) {
    const bool https = file.public_url.starts_with("https://");
    if (https) return {};
    if (!file.public_url.empty() && file.players_tls.on())
        return {document.warning(
            "/public_url", "listen.players speaks TLS (tls.players), and links lead to plain http; write https://")};
    if (!file.production) return {};
    if (!file.public_url.empty())
        return {document.warning("/public_url",
                                 "expected https in production: sessions of players travel readable over plain http")};
    return {document.warning(
        "/public_url",
        "expected the url that players see, with https: without it links are relative, and a proxy's name sticks "
        "to whoever came through it")};
}

}  // namespace fairground::config
