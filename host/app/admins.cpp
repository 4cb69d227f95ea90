// fairground admin create|list|disable|reset-totp: who may sign in to the console.
#include <cstdio>
#include <iostream>

#include <fmt/format.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include "admin/logins.hpp"
#include "admin/trail.hpp"
#include "app/commands.hpp"
#include "app/database_checks.hpp"
#include "app/open.hpp"
#include "auth/password.hpp"
#include "http/problem.hpp"
#include "http/times.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

using admin::AuditEntry;
using nlohmann::json;

// A terminal that does not show what is typed.
class Unseen {
public:
    Unseen() {
        ::tcgetattr(STDIN_FILENO, &before_);
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~Unseen() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios before_{};
};

std::string ask_for(const char* what) {
    const Unseen unseen;
    std::fprintf(stderr, "%s: ", what);
    std::string line;
    std::getline(std::cin, line);
    std::fprintf(stderr, "\n");
    return line;
}

// Typed twice on a terminal, else the first line of the input. Throws std::runtime_error.
std::string read_password() {
    std::string password;
    if (::isatty(STDIN_FILENO) == 0) {
        std::getline(std::cin, password);
    } else {
        password = ask_for("Password");
        if (ask_for("The same again") != password) throw std::runtime_error("the two passwords differ");
    }
    return password;
}

AuditEntry entry_of(std::string action, const std::string& name) {
    return {.who = admin::command_line(system_user()), .action = std::move(action), .target = name};
}

int no_such_admin(const std::string& name) {
    return complain("there is no admin '" + name + "' of whom that can be done; `fairground admin list` shows all");
}

void log_it(const config::HostFile& host, const AuditEntry& entry) {
    const ops::Log log({.level = host.log.level, .file = host.log.file});
    admin::log_line(entry);
}

}  // namespace

int create_admin(const Common& common, const NewAdmin& asked) {
    const auto host = read_config(common);
    if (sodium_init() < 0) return complain("libsodium cannot be initialised: no source of randomness");
    const auto store = open_store(host);
    store->migrate();
    const auto password = asked.generate ? auth::new_password() : read_password();
    const auto tenant = asked.tenant.empty() ? std::nullopt : std::optional(asked.tenant);
    auto entry = entry_of("admin create", asked.name);
    entry.tenant = tenant;
    entry.after = {{"role", asked.role}, {"tenant", tenant ? json(*tenant) : json()}};
    try {
        const auto row = admin::new_admin(asked.name, asked.role, tenant, password, campaign::now());
        if (!store->admins()->add(row, admin::to_row(entry)))
            return complain("there is an admin '" + asked.name +
                            "' already, or there was one; `fairground admin list` shows all");
    } catch (const http::Problem& problem) {
        return complain(problem.what());
    }
    log_it(host, entry);
    if (asked.generate) std::printf("%s\n", password.c_str());
    std::fprintf(stderr, "%s can sign in to the console as %s%s.%s\n", asked.name.c_str(), asked.role.c_str(),
                 tenant ? (" of the tenant " + *tenant).c_str() : "",
                 asked.generate ? " This is the only time the password is shown." : "");
    return 0;
}

int list_admins(const Common& common) {
    const auto store = open_store(read_config(common));
    require_schema(*store);
    auto all = json::array();
    for (const auto& row : store->admins()->all())
        all.push_back({{"name", row.name},
                       {"role", row.role},
                       {"tenant", row.tenant ? json(*row.tenant) : json()},
                       {"totp", row.totp.has_value()},
                       {"failed", row.failed},
                       {"disabled", row.disabled.has_value()},
                       {"seen_at", row.seen ? json(http::utc_text(*row.seen)) : json()}});
    if (common.json) {
        std::printf("%s\n", all.dump(2).c_str());
        return 0;
    }
    fmt::print("{:<24} {:<10} {:<16} {:<5} {:<9} {}\n", "NAME", "ROLE", "TENANT", "TOTP", "STATUS", "LAST LOGIN");
    for (const auto& one : all)
        fmt::print("{:<24} {:<10} {:<16} {:<5} {:<9} {}\n", one["name"].get<std::string>(),
                   one["role"].get<std::string>(), one["tenant"].is_null() ? "all" : one["tenant"].get<std::string>(),
                   one["totp"].get<bool>() ? "yes" : "no", one["disabled"].get<bool>() ? "disabled" : "ok",
                   one["seen_at"].is_null() ? "never" : one["seen_at"].get<std::string>());
    return 0;
}

int disable_admin(const Common& common, const std::string& name) {
    const auto host = read_config(common);
    const auto store = open_store(host);
    require_schema(*store);
    const auto entry = entry_of("admin disable", name);
    if (!store->admins()->disable(name, campaign::now().time_since_epoch().count(), admin::to_row(entry)))
        return no_such_admin(name);
    log_it(host, entry);
    std::printf("%s is signed out everywhere and cannot sign in any more\n", name.c_str());
    return 0;
}

int reset_totp(const Common& common, const std::string& name) {
    const auto host = read_config(common);
    const auto store = open_store(host);
    require_schema(*store);
    const auto entry = entry_of("totp reset", name);
    if (!store->admins()->reset_totp(name, admin::to_row(entry))) return no_such_admin(name);
    log_it(host, entry);
    std::printf("%s signs in with the password alone until a new code is set up in the console\n", name.c_str());
    return 0;
}

}  // namespace fairground::app
