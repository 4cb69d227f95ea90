#include "config/checks.hpp"
#include "config/fields.hpp"
#include "config/file_text.hpp"
#include "config/front.hpp"
#include "config/layers.hpp"
#include "config/overrides.hpp"
#include "config/pointer.hpp"
#include "config/replicas.hpp"
#include "config/yaml.hpp"

namespace fairground::config {

namespace {

std::string secrets_elsewhere(const std::string& key) {
    return "secrets do not stand in this file; write it into a file that only the host can read, and name that file "
           "in " +
           key;
}

void read_mode(Fields& top, HostFile& file) {
    std::string mode = file.environment == "dev" ? "development" : "production";
    top.choice("mode", mode, {"development", "production"});
    file.production = mode == "production";
}

void read_time(Fields& limits, const std::string& key, std::chrono::milliseconds& into, std::int64_t least) {
    std::int64_t ms = into.count();
    limits.whole(key, ms, least, 3'600'000);
    into = std::chrono::milliseconds(ms);
}

void read_database(Fields database, const Document& document, HostFile::Database& into,
                   std::vector<Problem>& problems) {
    database.text("url", into.url, check_database_url);
    database.path("password_file", into.password_file);
    database.refuse("password", secrets_elsewhere("database.password_file"));
    database.text("socket", into.socket);
    database.whole("connections", into.connections, 2, 1000);
    database.whole("writers", into.writers, 1, 64);
    database.whole("hosts", into.hosts, 1, 1000);
    read_time(database, "wait_ms", into.wait, 10);
    read_time(database, "reconnect_ms", into.reconnect, 10);
    read_replicas(document, database, into, problems);
    read_time(database, "replica_lag_ms", into.replica_lag, 250);
    const bool server = into.url.starts_with("mariadb:");
    for (const char* key : {"password_file", "socket"}) {
        if (!server && database.has(key)) database.problem(key, "only for mariadb:// databases; remove the key");
    }
    check_shares(database, into);
    database.no_others();
}

void read_redis(Fields redis, HostFile::Redis& into) {
    redis.text("url", into.url, check_redis_url);
    redis.path("password_file", into.password_file);
    redis.path("sentinel_password_file", into.sentinel_password_file);
    redis.refuse("password", secrets_elsewhere("redis.password_file"));
    redis.whole("connections", into.connections, 1, 64);
    read_time(redis, "connect_ms", into.connect, 1);
    read_time(redis, "timeout_ms", into.timeout, 1);
    read_time(redis, "reconnect_ms", into.reconnect, 10);
    for (const char* key :
         {"password_file", "sentinel_password_file", "connections", "connect_ms", "timeout_ms", "reconnect_ms"}) {
        if (redis.has(key) && !redis.has("url"))
            redis.problem(key, "expected url beside it: where Redis is; add redis.url or remove the key");
    }
    if (redis.has("sentinel_password_file") && into.url.starts_with("redis:"))
        redis.problem("sentinel_password_file", "only for sentinel:// urls; remove the key");
    redis.no_others();
}

void read_cache(Fields cache, HostFile::Cache& into) {
    constexpr std::size_t most = std::size_t{64} * 1024 * 1024 * 1024;
    cache.whole("bytes", into.bytes, 0, most);
    cache.no_others();
}

void read_auth(Fields auth, const std::string& environment, HostFile::Auth& into) {
    auth.texts("providers", into.providers, [](const std::string& name) {
        if (name == "dev") return std::string();
        if (name == "wechat") {
            return std::string("not served by this version: the provider wechat; remove it from the list");
        }
        return expected_one_of({"dev"}, name);
    });
    auth.path("session_key_file", into.session_key_file);
    auth.path("admin_key_file", into.admin_key_file);
    std::int64_t hours = into.session_time.count();
    auth.whole("session_time_h", hours, 1, 24 * 365);
    into.session_time = std::chrono::hours(hours);
    if (environment != "dev" && !into.providers.empty() && into.providers.front() == "dev") {
        auth.problem("providers",
                     "the provider dev believes whatever name it is told: expected it in environment dev "
                     "only, found environment \"" +
                         environment + "\"; write providers: [] to serve without logins");
    }
    auth.no_others();
}

void read_log(Fields log, HostFile::Log& into) {
    log.choice("level", into.level, {"debug", "info", "warn", "error"});
    log.path("file", into.file);
    log.no_others();
}

void read_rate(Fields limit, Rate& into) {
    constexpr std::uint32_t seconds = 5;  // of it, as a burst, where none is given
    constexpr std::int64_t most = 1'000'000;
    if (limit.has("burst") && !limit.has("rate"))
        limit.problem("burst", "expected rate beside it: how many a second; add rate or remove burst");
    limit.whole("rate", into.rate, 0, most);
    if (limit.has("rate")) into.burst = into.rate * seconds;
    limit.whole("burst", into.burst, 1, most);
    limit.no_others();
}

void read_limits(Fields limits, Limits& into) {
    limits.whole("body_bytes", into.body_bytes, 256, 16 * 1024 * 1024);
    limits.whole("query_body_bytes", into.query_body_bytes, 256, 16 * 1024 * 1024);
    limits.whole("header_bytes", into.header_bytes, 1024, 1024 * 1024);
    limits.whole("json_depth", into.json_depth, 2, 64);
    read_time(limits, "request_time_ms", into.request_time, 100);
    read_time(limits, "idle_time_ms", into.idle_time, 100);
    read_time(limits, "drain_time_ms", into.drain_time, 0);
    read_time(limits, "action_time_ms", into.action_time, 10);
    read_time(limits, "query_time_ms", into.query_time, 10);
    limits.whole("connections", into.connections, 1, 1'000'000);
    limits.whole("connections_per_address", into.connections_per_address, 1, 1'000'000);
    read_rate(limits.section("per_player"), into.per_player);
    read_rate(limits.section("per_address"), into.per_address);
    read_rate(limits.section("per_campaign"), into.per_campaign);
    read_rate(limits.section("per_tenant"), into.per_tenant);
    read_time(limits, "queue_time_ms", into.queue_time, 0);
    limits.flag("fair_shares", into.fair_shares);
    limits.whole("queue", into.queue, 1, 1'000'000);
    limits.whole("batch", into.batch, 1, 4096);
    limits.whole("crashes", into.crashes, 0, 100);
    limits.whole("request_retention_days", into.request_retention_days, 1, 365);
    limits.no_others();
}

HostFile read_keys(const Document& document, std::vector<Problem>& problems, Outline* outline) {
    HostFile file;
    Fields top(document, "", problems, outline);
    top.text("environment", file.environment, check_environment);
    read_mode(top, file);
    read_front(top, document, file, problems);
    top.path("data_dir", file.data_dir);
    top.path("plugins", file.plugins);
    top.path("campaigns", file.campaigns);
    read_database(top.section("database"), document, file.database, problems);
    read_redis(top.section("redis"), file.redis);
    read_cache(top.section("cache"), file.cache);
    read_auth(top.section("auth"), file.environment, file.auth);
    Fields approval = top.section("approval");
    approval.flag("four_eyes", file.approval.four_eyes);
    approval.texts("tenants", file.approval.tenants);
    approval.texts("campaigns", file.approval.campaigns);
    approval.no_others();
    read_log(top.section("log"), file.log);
    top.whole("threads", file.threads, 0, 256);
    read_limits(top.section("limits"), file.limits);
    top.known("environments");
    top.no_others();
    return file;
}

// Texts are taken as they stand: who writes a variable expects otherwise.
void refuse_variables(const Document& document, const nlohmann::json& value, const std::string& pointer,
                      std::vector<Problem>& problems) {
    if (value.is_string() && value.get_ref<const std::string&>().find("${") != std::string::npos)
        problems.push_back(document.problem(
            pointer,
            "variables (${…}) are not replaced; write what differs below environments, secrets into files "
            "(password_file), and what only this start needs with --set"));
    if (!value.is_object()) return;
    for (const auto& [name, inner] : value.items())
        refuse_variables(document, inner, pointer_to(pointer, name), problems);
}

// As it will be: by --environment, else by --set, else by the file.
std::string environment_of(const Document& document, const std::vector<std::string>& overrides,
                           const std::string& given) {
    constexpr std::string_view set = "environment=";
    if (!given.empty()) return given;
    for (auto override = overrides.rbegin(); override != overrides.rend(); ++override)
        if (override->starts_with(set)) return override->substr(set.size());
    const auto found = document.value.find("environment");
    return found != document.value.end() && found->is_string() ? found->get<std::string>() : HostFile().environment;
}

// A name that the file has no values for is a slip, unless it has none for any, or is the file's own.
bool check_given(const std::string& given, const Document& document, const std::vector<std::string>& known,
                 std::vector<Problem>& problems) {
    if (given.empty() || known.empty() || given == environment_of(document, {}, "")) return true;
    if (std::find(known.begin(), known.end(), given) != known.end()) return true;
    problems.push_back({"--environment", 0, 0, "", expected_one_of(known, given)});
    return false;
}

void set_environment(Document& document, const std::string& given) {
    if (given.empty()) return;
    document.value["environment"] = given;
    document.places["/environment"] = {0, 0, "--environment"};
}

}  // namespace

Effective look_at_host_file(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                            const std::string& environment) {
    Parsed parsed;
    parsed.document.file = "--set";
    parsed.document.value = nlohmann::json::object();
    Effective effective;
    try {
        if (!file.empty()) parsed = parse(read_text(file), file.string());
    } catch (const Error& error) {
        parsed.problems = error.problems;
        parsed.whole = false;
    }
    Document& document = parsed.document;
    if (parsed.whole && document.value.is_object()) {
        const auto known = environments_of(document, {"environment", "environments"}, parsed.problems);
        const bool sound = check_given(environment, document, known, parsed.problems);
        apply_environment(document, environment_of(document, overrides, environment), parsed.problems);
        if (sound) set_environment(document, environment);
        apply_overrides(document, overrides, parsed.problems);
        refuse_variables(document, document.value, "", parsed.problems);
        effective.file.environments = known;
    }
    Outline outline;
    if (parsed.whole) {
        auto known = std::move(effective.file.environments);
        effective.file = read_keys(document, parsed.problems, &outline);
        effective.file.environments = std::move(known);
        effective.warnings = front_warnings(document, effective.file);
    }
    for (const Outline::Key& key : outline.keys) {
        if (key.schema.is_null()) continue;
        std::string name = document.problem(key.pointer, "").key;
        effective.keys.push_back({std::move(name), key.value, origin_of(document, key.pointer)});
    }
    effective.problems = in_order(std::move(parsed.problems));
    return effective;
}

HostFile read_host_file(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                        const std::string& environment) {
    Effective effective = look_at_host_file(file, overrides, environment);
    throw_if_any(std::move(effective.problems));
    return std::move(effective.file);
}

nlohmann::json host_file_schema() {
    Outline outline;
    std::vector<Problem> none;
    Document empty;
    empty.value = nlohmann::json::object();
    read_keys(empty, none, &outline);
    nlohmann::json layer = schema_of(outline, host_file_words());
    nlohmann::json schema = layer;
    layer["properties"].erase("environment");
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "fairground.yaml, the host file of Fairground";
    schema["definitions"] = {{"layer", std::move(layer)}};
    schema["properties"]["environments"] = {{"description", host_file_words().at("/environments")},
                                            {"type", "object"},
                                            {"propertyNames", {{"pattern", "^[a-z0-9-]{1,32}$"}}},
                                            {"additionalProperties", {{"$ref", "#/definitions/layer"}}}};
    return schema;
}

}  // namespace fairground::config
