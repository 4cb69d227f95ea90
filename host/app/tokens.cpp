// fairground token create|list|revoke: the keys of partners and of admins.
#include <charconv>
#include <cstdio>

#include <fmt/format.h>
#include <sodium.h>

#include "admin/trail.hpp"
#include "app/commands.hpp"
#include "app/database_checks.hpp"
#include "app/open.hpp"
#include "auth/api_keys.hpp"
#include "config/rfc3339.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

constexpr std::int64_t most_a_second = 1'000'000;
constexpr std::int64_t least_burst = 2000;  // a thousand players and two views
constexpr std::size_t longest_partner = 64;
constexpr std::size_t longest_tenant = 32;

std::int64_t unix_ms(campaign::Time time) {
    return time.time_since_epoch().count();
}

// "1000/s"
std::optional<std::int64_t> per_second(const std::string& quota) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(quota.data(), quota.data() + quota.size(), number);
    const std::string_view rest(end, static_cast<std::size_t>(quota.data() + quota.size() - end));
    if (error != std::errc() || rest != "/s" || number < 1 || number > most_a_second) return std::nullopt;
    return number;
}

// "90d", "12h", or a moment.
std::optional<campaign::Time> expiry(const std::string& text, campaign::Time now) {
    if (const auto moment = config::parse_instant(text); moment.time) return *moment.time;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc() || number < 1 || (unit != "d" && unit != "h")) return std::nullopt;
    return now + std::chrono::hours(unit == "d" ? 24 : 1) * number;
}

// What is wrong with it; empty: nothing.
std::string complaint(const NewToken& asked, campaign::Time now) {
    if (asked.partner.empty() || asked.partner.size() > longest_partner)
        return "--partner or --name: expected a name of 1 to 64 bytes";
    if (asked.tenant.size() > longest_tenant)
        return "--tenant: expected a tenant of 1 to 32 bytes, as in campaign files";
    if (!asked.role.empty() && !admin::role_of(asked.role))
        return "--role: expected viewer, operator, approver or owner; found " + asked.role;
    if (asked.scopes != "query" && asked.scopes != "events" && asked.scopes != "query,events")
        return "--scopes: expected query, events or query,events, found " + asked.scopes;
    if (!per_second(asked.quota))
        return "--quota: expected items (players × views) a second, such as 1000/s, 1 to 1000000; found " + asked.quota;
    if (asked.burst < 0 || asked.burst > most_a_second) return "--burst: expected 1 to 1000000 items";
    if (asked.expires.empty()) return "";
    const auto at = expiry(asked.expires, now);
    if (!at)
        return "--expires: expected a time from now such as 90d or 12h, or a moment such as 2027-01-31T00:00:00+08:00; "
               "found " +
               asked.expires;
    return *at > now ? "" : "--expires: " + asked.expires + " has passed";
}

std::string time_text(std::optional<std::int64_t> at) {
    if (!at) return "-";
    const std::time_t seconds = *at / 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

const char* status_of(const store::TokenRow& row, campaign::Time now) {
    if (row.revoked) return "revoked";
    return row.expires && *row.expires <= unix_ms(now) ? "expired" : "valid";
}

nlohmann::json describe(const store::TokenRow& row, campaign::Time now) {
    const auto time = [](std::optional<std::int64_t> at) {
        return at ? nlohmann::json(time_text(at)) : nlohmann::json();
    };
    return {{"id", row.id},
            {"partner", row.partner},
            {"role", row.role ? nlohmann::json(*row.role) : nlohmann::json()},
            {"tenant", row.tenant},
            {"scopes", row.scopes},
            {"per_second", row.per_second},
            {"burst", row.burst},
            {"status", status_of(row, now)},
            {"created_at", time(row.created)},
            {"expires_at", time(row.expires)},
            {"revoked_at", time(row.revoked)}};
}

admin::AuditEntry entry_of(std::string action, std::string target, const std::string& tenant, nlohmann::json after) {
    admin::AuditEntry entry{.who = admin::command_line(system_user()),
                            .action = std::move(action),
                            .target = std::move(target),
                            .after = std::move(after)};
    if (!tenant.empty()) entry.tenant = tenant;
    return entry;
}

}  // namespace

int create_token(const Common& common, const NewToken& asked) {
    const auto host = read_config(common);
    const auto now = campaign::now();
    if (const auto wrong = complaint(asked, now); !wrong.empty()) return complain(wrong);
    if (sodium_init() < 0) return complain("libsodium cannot be initialised: no source of randomness");
    const bool of_admin = !asked.role.empty();
    const std::string key = auth::new_api_key(of_admin ? auth::admin_mark : auth::partner_mark);
    store::TokenRow row{
        .hash = auth::hash_of_api_key(key), .partner = asked.partner, .tenant = asked.tenant, .created = unix_ms(now)};
    if (of_admin) {
        row.role = asked.role;
    } else {
        if (row.tenant.empty()) row.tenant = "default";
        row.scopes = asked.scopes;
        row.per_second = *per_second(asked.quota);
        row.burst = asked.burst > 0 ? asked.burst : std::max(least_burst, 2 * row.per_second);
    }
    if (!asked.expires.empty()) row.expires = unix_ms(*expiry(asked.expires, now));
    const auto store = open_store(host);
    store->migrate();
    const auto entry = entry_of("token create", row.partner, row.tenant,
                                {{"role", row.role ? nlohmann::json(*row.role) : nlohmann::json()},
                                 {"scopes", row.scopes},
                                 {"per_second", row.per_second},
                                 {"burst", row.burst},
                                 {"expires_at", time_text(row.expires)}});
    row.id = store->tokens()->add(row, admin::to_row(entry));
    const ops::Log log({.level = host.log.level, .file = host.log.file});
    admin::log_line(entry);
    auto shown = describe(row, now);
    shown["key"] = key;
    if (common.json)
        std::printf("%s\n", shown.dump(2).c_str());
    else
        std::printf("%s\n", key.c_str());
    std::fprintf(stderr, "Token %lld of %s. This is the only time its key is shown; hosts know it within a second.\n",
                 static_cast<long long>(row.id), row.partner.c_str());
    return 0;
}

int list_tokens(const Common& common) {
    const auto store = open_store(read_config(common));
    require_schema(*store);
    const auto now = campaign::now();
    auto all = nlohmann::json::array();
    for (const auto& row : store->tokens()->all()) all.push_back(describe(row, now));
    if (common.json) {
        std::printf("%s\n", all.dump(2).c_str());
        return 0;
    }
    fmt::print("{:>6} {:<24} {:<16} {:<12} {:>12} {:<8} EXPIRES\n", "ID", "WHOSE", "TENANT", "OPENS", "QUOTA",
               "STATUS");
    for (const auto& one : all)
        fmt::print("{:>6} {:<24} {:<16} {:<12} {:>12} {:<8} {}\n", one["id"].get<std::int64_t>(),
                   one["partner"].get<std::string>(),
                   one["tenant"].get_ref<const std::string&>().empty() ? "all" : one["tenant"].get<std::string>(),
                   one["role"].is_null() ? one["scopes"].get<std::string>() : one["role"].get<std::string>(),
                   one["role"].is_null() ? fmt::format("{}/s", one["per_second"].get<std::int64_t>()) : "-",
                   one["status"].get<std::string>(),
                   one["expires_at"].is_null() ? "never" : one["expires_at"].get<std::string>());
    return 0;
}

int revoke_token(const Common& common, std::int64_t id) {
    const auto host = read_config(common);
    const auto store = open_store(host);
    require_schema(*store);
    const auto entry = entry_of("token revoke", "token " + std::to_string(id), "", {});
    if (!store->tokens()->revoke(id, unix_ms(campaign::now()), admin::to_row(entry)))
        return complain("there is no token " + std::to_string(id) +
                        " that could be revoked; `fairground token list` shows those there are");
    const ops::Log log({.level = host.log.level, .file = host.log.file});
    admin::log_line(entry);
    std::printf("token %lld is revoked; hosts know it within a second\n", static_cast<long long>(id));
    return 0;
}

}  // namespace fairground::app
