#include "admin/logins.hpp"

#include <algorithm>
#include <cctype>

#include "admin/cookie.hpp"
#include "admin/trail.hpp"
#include "auth/password.hpp"
#include "auth/sealed.hpp"
#include "auth/totp.hpp"
#include "http/problem.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using std::chrono::milliseconds;

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_tenant = 32;
constexpr std::chrono::minutes noted_every{1};  // that a session is used

Caller caller_of(const std::string& name, const std::string& role, const std::optional<std::string>& tenant,
                 std::string_view address) {
    const auto known = role_of(role);
    if (!known) throw std::runtime_error("the admin " + name + " has the role '" + role + "', which is none");
    return {.name = name, .role = *known, .tenant = tenant, .from = std::string(address)};
}

bool plain(const std::string& name) {
    return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, [](unsigned char c) {
        return (std::isalnum(c) != 0 && c < 0x80) ||
               std::string_view("._@-").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

Problem too_many(admission::RateLimiter::Clock::duration wait) {
    return {429, "too_many_logins", "too many tries to sign in; wait before the next one", http::retry_after(wait)};
}

}  // namespace

Logins::Logins(store::Store& store, LoginOptions options)
    : options_(std::move(options)),
      admins_(store.admins()),
      audit_(store.audit()),
      names_(options_.per_name, 4096),
      addresses_(options_.per_address, 4096) {}

std::int64_t Logins::now_ms() const {
    return options_.now().time_since_epoch().count();
}

// Counted before the password is looked at, so that tries at the same time count too.
void Logins::limit(const Login& login) {
    const auto now = admission::RateLimiter::Clock::now();
    if (const auto wait = addresses_.take(login.address, now); wait.count() > 0) throw too_many(wait);
    if (const auto wait = names_.take(login.name, now); wait.count() > 0) {
        addresses_.give_back(login.address);
        throw too_many(wait);
    }
}

// The same work whoever it was. A name that nobody has is not written down: it may be a password in the wrong field.
void Logins::refuse(const std::optional<store::AdminRow>& row, const Login& login, const std::string& why) {
    admins_->note_failure(row ? row->id : -1);
    AuditEntry entry{.who = {.name = row ? row->name : "unknown", .from = login.address},
                     .action = "login",
                     .target = "console",
                     .tenant = row ? row->tenant : std::nullopt,
                     .outcome = "bad_login",
                     .detail = {{"why", why}},
                     .trace_id = login.trace_id};
    if (row) entry.who.role = role_of(row->role).value_or(Role::viewer);
    auto line = to_row(entry);
    if (!row) line.role.clear();
    audit_->add(line);
    log_line(entry);
    throw Problem(401, "bad_login", "name, password or code are not right");
}

std::optional<std::int64_t> Logins::step_of(const std::string& sealed, const std::string& code) const {
    const auto secret = auth::unseal(sealed, options_.key);
    if (!secret)
        throw std::runtime_error(
            "the second factor of an admin was sealed with another key than this host's: give all hosts the same "
            "auth.admin_key_file, or take it off with `fairground admin reset-totp NAME`");
    return auth::step_of_code(*secret, code, std::chrono::floor<std::chrono::seconds>(options_.now()));
}

void Logins::require_code(const store::AdminRow& row, const Login& login) {
    if (!row.totp) return;
    if (!login.totp) {
        addresses_.give_back(login.address);
        names_.give_back(login.name);
        throw Problem(401, "totp_needed", "send the code that the authenticator app shows, as \"totp\"");
    }
    const auto step = step_of(*row.totp, *login.totp);
    if (!step) refuse(row, login, "wrong code");
    if (!admins_->use_totp(row.id, *step)) refuse(row, login, "a code that was used");
}

SignedIn Logins::sign_in(const Login& login) {
    limit(login);
    const auto row = plain(login.name) ? admins_->find(login.name) : std::nullopt;
    const bool right = auth::is_password(row && !row->disabled ? row->password : auth::hash_of_nobody, login.password);
    if (!row) refuse(row, login, "unknown name");
    if (row->disabled) refuse(row, login, "disabled");
    if (!right) refuse(row, login, "wrong password");
    require_code(*row, login);
    addresses_.give_back(login.address);
    names_.give_back(login.name);
    return open(*row, login.address, login.trace_id);
}

SignedIn Logins::let_in(const std::string& name, const std::string& address, const std::string& trace_id) {
    const auto row = admins_->find(name);
    if (!row || row->disabled) throw Problem(401, "bad_login", "there is no admin " + name);
    return open(*row, address, trace_id);
}

SignedIn Logins::open(const store::AdminRow& row, const std::string& address, const std::string& trace_id) {
    const auto now = options_.now();
    SignedIn opened{.secret = new_session_secret(),
                    .caller = caller_of(row.name, row.role, row.tenant, address),
                    .id = row.id,
                    .expires = now + std::min<milliseconds>(options_.idle, options_.lasts)};
    const AuditEntry entry{.who = opened.caller,
                           .action = "login",
                           .target = "console",
                           .tenant = row.tenant,
                           .detail = {{"failed_before", row.failed}},
                           .trace_id = trace_id};
    admins_->purge_sessions(now_ms());
    admins_->open_session({.hash = hash_of_secret(opened.secret),
                           .admin = row.id,
                           .address = address,
                           .created = now_ms(),
                           .seen = now_ms(),
                           .expires = (now + options_.lasts).time_since_epoch().count()},
                          to_row(entry));
    log_line(entry);
    return opened;
}

std::optional<SignedIn> Logins::session(std::string_view secret, std::string_view address, bool used) {
    const auto hash = hash_of_secret(secret);
    const auto row = admins_->session(hash);
    if (!row) return std::nullopt;
    const auto now = now_ms();
    const auto idle = milliseconds(options_.idle).count();
    if (now >= row->expires || now >= row->seen + idle) return std::nullopt;
    if (used && now - row->seen >= milliseconds(noted_every).count()) admins_->touch_session(hash, now);
    return SignedIn{.secret = std::string(secret),
                    .caller = caller_of(row->name, row->role, row->tenant, address),
                    .id = row->admin,
                    .expires = campaign::Time(milliseconds(std::min(row->expires, (used ? now : row->seen) + idle)))};
}

void Logins::sign_out(std::string_view secret, const AuditEntry& entry) {
    admins_->end_session(hash_of_secret(secret), to_row(entry));
    log_line(entry);
}

// Who is signed in gets no more tries than who is not.
void Logins::require_password(const SignedIn& who, const std::string& password, const char* member) {
    const Login login{.name = who.caller.name, .password = {}, .totp = {}, .address = who.caller.from, .trace_id = {}};
    limit(login);
    const auto row = admins_->find(who.caller.name);
    if (!row || !auth::is_password(row->password, password))
        throw Problem(403, "bad_password", std::string(member) + ": this is not the present password");
    addresses_.give_back(login.address);
    names_.give_back(login.name);
}

void Logins::change_password(const SignedIn& who, const std::string& old, const std::string& fresh,
                             const AuditEntry& entry) {
    if (const auto wrong = auth::complaint_about_password(fresh); !wrong.empty())
        throw Problem(422, "weak_password", "new: " + wrong);
    require_password(who, old, "old");
    if (!admins_->set_password(who.id, auth::hash_of_password(fresh), hash_of_secret(who.secret), to_row(entry)))
        throw Problem(401, "no_admin", "the admin " + who.caller.name + " was disabled");
    log_line(entry);
}

// Who finds a console open must not be able to put his own phone in place of the admin's.
Logins::Totp Logins::propose_totp(const SignedIn& who, const std::optional<std::string>& password) {
    const auto row = admins_->find(who.caller.name);
    if (row && row->totp) {
        if (!password)
            throw Problem(403, "bad_password", "password: expected the present one, to replace a second factor");
        require_password(who, *password, "password");
    }
    const auto secret = auth::new_totp_secret();
    admins_->propose_totp(who.id, auth::seal(secret, options_.key));
    return {auth::totp_text(secret), auth::totp_uri(secret, options_.issuer, who.caller.name)};
}

void Logins::confirm_totp(const SignedIn& who, const std::string& code, const AuditEntry& entry) {
    const auto row = admins_->find(who.caller.name);
    if (!row || !row->totp_pending) throw Problem(422, "bad_totp", "there is no second factor to confirm; ask for one");
    const auto step = step_of(*row->totp_pending, code);
    if (!step || !admins_->confirm_totp(who.id, *step, to_row(entry)))
        throw Problem(422, "bad_totp", "totp: this is not the code that the app shows now, or it was used already");
    log_line(entry);
}

store::AdminRow new_admin(const std::string& name, const std::string& role, const std::optional<std::string>& tenant,
                          const std::string& password, campaign::Time now) {
    if (!plain(name) || name == "host" || name == "unknown")
        throw Problem(
            422, "bad_name",
            "name: expected 1 to 64 letters, digits, dots, dashes, underscores or @, and not host or unknown");
    if (!role_of(role))
        throw Problem(422, "bad_role", "role: expected viewer, operator, approver or owner, found \"" + role + "\"");
    if (tenant && (tenant->empty() || tenant->size() > longest_tenant))
        throw Problem(422, "bad_tenant", "tenant: expected a tenant of 1 to 32 bytes, as in campaign files");
    if (const auto wrong = auth::complaint_about_password(password); !wrong.empty())
        throw Problem(422, "weak_password", "password: " + wrong);
    return {.name = name,
            .role = role,
            .tenant = tenant,
            .password = auth::hash_of_password(password),
            .created = now.time_since_epoch().count()};
}

}  // namespace fairground::admin
