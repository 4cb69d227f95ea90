#include "admin/session_api.hpp"

#include "admin/body.hpp"
#include "admin/cookie.hpp"
#include "admin/trail.hpp"
#include "http/problem.hpp"
#include "http/times.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using http::utc_text;
using nlohmann::json;

constexpr std::size_t longest_text = 256;

json caller_json(const Caller& caller) {
    return {{"name", caller.name},
            {"role", to_text(caller.role)},
            {"tenant", caller.tenant ? json(*caller.tenant) : json()}};
}

// Over TLS only, where it came so: to us, or to a trusted proxy.
Response with_cookie(const Logins& logins, const Request& request, const SignedIn& session, Response response) {
    response.add("Set-Cookie", session_cookie(session.secret, logins.options().lasts, request.secure));
    return response;
}

Response sign_in(const SessionApi& api, Request& request) {
    Body body(request);
    Login login{.name = body.text("name", longest_text),
                .password = body.text("password", longest_text),
                .totp = body.maybe_text("totp", 16),
                .address = std::string(request.address),
                .trace_id = request.trace_id()};
    body.no_others();
    const auto session = api.logins.sign_in(login);
    return with_cookie(api.logins, request, session,
                       json_answer({{"admin", caller_json(session.caller)},
                                    {"csrf", csrf_of(session.secret)},
                                    {"expires_at", utc_text(session.expires)}},
                                   201));
}

Response show(const SessionApi& api, Request& request, const Caller& caller) {
    json body{{"admin", caller_json(caller)},
              {"csrf", nullptr},
              {"expires_at", nullptr},
              {"totp", nullptr},
              {"host",
               {{"name", api.host.name},
                {"version", api.host.version},
                {"environment", api.host.environment},
                {"mode", api.host.production ? "production" : "development"}}}};
    const auto secret = request.count("Authorization") > 0 ? std::string() : session_secret_of(request);
    if (const auto session =
            secret.empty() ? std::nullopt : api.logins.session(secret, request.address, !polls(request))) {
        body["csrf"] = csrf_of(secret);
        body["expires_at"] = utc_text(session->expires);
        if (const auto row = api.store.admins()->find(caller.name)) body["totp"] = row->totp.has_value();
    }
    return json_answer(body);
}

// Throws 409 for who came with a token: there is nothing to change about it here.
SignedIn login_of(const SessionApi& api, const Request& request) {
    const auto secret = request.count("Authorization") > 0 ? std::string() : session_secret_of(request);
    const auto session = secret.empty() ? std::nullopt : api.logins.session(secret, request.address);
    if (!session) throw Problem(409, "no_login", "this is about a console login, and the call was made with a token");
    return *session;
}

AuditEntry entry_of(Request& request, const Caller& caller, std::string action, std::string target) {
    return {.who = caller,
            .action = std::move(action),
            .target = std::move(target),
            .tenant = caller.tenant,
            .trace_id = request.trace_id()};
}

Response sign_out(const SessionApi& api, Request& request, const Caller& caller) {
    api.logins.sign_out(login_of(api, request).secret, entry_of(request, caller, "logout", "console"));
    Response response;
    response.status = 204;
    response.add("Cache-Control", "no-store");
    response.add("Set-Cookie", no_session_cookie(request.secure));
    return response;
}

Response change_password(const SessionApi& api, Request& request, const Caller& caller) {
    Body body(request);
    const auto old = body.text("old", longest_text);
    const auto fresh = body.text("new", longest_text);
    body.no_others();
    api.logins.change_password(login_of(api, request), old, fresh,
                               entry_of(request, caller, "password change", caller.name));
    return json_answer({{"changed", true}});
}

Response confirm_totp(const SessionApi& api, Request& request, const Caller& caller) {
    Body body(request);
    const auto code = body.text("totp", 16);
    body.no_others();
    api.logins.confirm_totp(login_of(api, request), code, entry_of(request, caller, "totp confirm", caller.name));
    return json_answer({{"confirmed", true}});
}

json admin_json(const store::AdminRow& row) {
    const auto time = [](std::optional<std::int64_t> at) { return at ? json(utc_text(*at)) : json(); };
    return {{"name", row.name},
            {"role", row.role},
            {"tenant", row.tenant ? json(*row.tenant) : json()},
            {"totp", row.totp.has_value()},
            {"failed", row.failed},
            {"disabled", row.disabled.has_value()},
            {"created_at", time(row.created)},
            {"seen_at", time(row.seen)}};
}

Response list(const SessionApi& api, const Caller& caller) {
    auto admins = json::array();
    for (const auto& row : api.store.admins()->all())
        if (!caller.tenant || caller.tenant == row.tenant) admins.push_back(admin_json(row));
    return json_answer({{"admins", std::move(admins)}});
}

Response create(const SessionApi& api, Request& request, const Caller& caller) {
    Body body(request);
    const auto name = body.text("name", longest_text);
    const auto role = body.text("role", longest_text);
    auto tenant = body.maybe_text("tenant", longest_text);
    const auto password = body.text("password", longest_text);
    body.no_others();
    if (caller.tenant && caller.tenant != tenant)
        throw Problem(403, "other_tenant", "tenant: an owner of one tenant makes admins of that tenant only");
    const auto row = new_admin(name, role, tenant, password, api.logins.options().now());
    auto entry = entry_of(request, caller, "admin create", name);
    entry.tenant = tenant;
    entry.after = {{"role", role}, {"tenant", tenant ? json(*tenant) : json()}};
    if (!api.store.admins()->add(row, to_row(entry)))
        throw Problem(409, "name_taken", "there is an admin " + name + " already, or there was one");
    log_line(entry);
    return json_answer(admin_json(row), 201);
}

Response disable(const SessionApi& api, Request& request, const Caller& caller) {
    const std::string name = request.param("name");
    const auto row = api.store.admins()->find(name);
    if (!row || (caller.tenant && caller.tenant != row->tenant))
        throw Problem(404, "no_such_admin", "there is no admin " + name);
    auto entry = entry_of(request, caller, "admin disable", name);
    entry.tenant = row->tenant;
    entry.before = {{"disabled", row->disabled.has_value()}};
    entry.after = {{"disabled", true}};
    if (api.store.admins()->disable(name, api.logins.options().now().time_since_epoch().count(), to_row(entry)))
        log_line(entry);
    return json_answer({{"name", name}, {"disabled", true}});
}

}  // namespace

void add_session_routes(Routes& routes, Routes& passwords, Desk& password_desk, const SessionApi& api) {
    routes.add_open("POST", "sessions", "Signs in to the console", password_desk,
                    [&api](Request& request) { return sign_in(api, request); });
    const auto add = [&](Routes& to, const char* method, const char* path, const char* summary, Role least,
                         Response (*answer)(const SessionApi&, Request&, const Caller&)) {
        to.add(method, path, summary, least,
               [&api, answer](Request& request, const Caller& caller) { return answer(api, request, caller); });
    };
    add(routes, "GET", "session", "Who is signed in", Role::viewer, show);
    add(routes, "DELETE", "session", "Signs out", Role::viewer, sign_out);
    add(passwords, "POST", "session/password", "Another password; ends the other logins", Role::viewer,
        change_password);
    passwords.add("POST", "session/totp", "Proposes a second factor", Role::viewer,
                  [&api, &access = routes.access()](Request& request, const Caller& caller) {
                      Body body(request);
                      const auto password = body.maybe_text("password", longest_text);
                      body.no_others();
                      const auto totp = api.logins.propose_totp(login_of(api, request), password);
                      access.audit(entry_of(request, caller, "totp propose", caller.name));
                      return json_answer({{"secret", totp.secret}, {"uri", totp.uri}});
                  });
    add(routes, "POST", "session/totp/confirm", "The second factor is asked for from now on", Role::viewer,
        confirm_totp);
    routes.add("GET", "admins", "All admins", Role::owner,
               [&api](Request&, const Caller& caller) { return list(api, caller); });
    add(passwords, "POST", "admins", "A new admin", Role::owner, create);
    add(routes, "POST", "admins/{name}/disable", "Nobody signs in as this admin any more", Role::owner, disable);
}

namespace {

constexpr const char* newcomer = "dev";

}  // namespace

DevDoor::DevDoor(store::Store& store, Logins& logins)
    : logins_(logins), code_(new_session_secret()), first_code_(code_) {
    const AuditEntry entry{.who = command_line("serve"),
                           .action = "admin create",
                           .target = newcomer,
                           .detail = {{"why", "development mode"}}};
    // No password has this hash: the link is the only way in.
    store.admins()->add({.name = newcomer,
                         .role = std::string(to_text(Role::owner)),
                         .password = "!",
                         .created = logins.options().now().time_since_epoch().count()},
                        to_row(entry));
}

std::string DevDoor::path() const {
    return "/api/v1/admin/sessions/open?code=" + first_code_;
}

void DevDoor::add_route(Routes& routes, Desk& desk) {
    routes.add_open("GET", "sessions/open", "", desk, [this](Request& request) {
        const auto code = query_text(request, "code").value_or("");
        {
            const std::lock_guard lock(mutex_);
            if (code_.empty() || hash_of_secret(code) != hash_of_secret(code_))
                throw Problem(401, "bad_login",
                              "this link signs in once, and was used or is another start's; start the host again for a "
                              "new one, or make an admin: fairground admin create NAME --role owner");
            code_.clear();
        }
        const auto session = logins_.let_in(newcomer, std::string(request.address), request.trace_id());
        Response response;
        response.status = 303;
        response.add("Location", "/console/");
        response.add("Cache-Control", "no-store");
        response.add("Referrer-Policy", "no-referrer");
        return with_cookie(logins_, request, session, std::move(response));
    });
}

}  // namespace fairground::admin
