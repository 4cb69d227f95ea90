// Signing in to the console, and who may: the routes sessions, session and admins.
#pragma once
#include <mutex>

#include "admin/logins.hpp"
#include "admin/routes.hpp"

namespace fairground::admin {

// Of the host, for whoever is signed in.
struct HostFacts {
    std::string name;  // of the machine
    std::string version;
    std::string environment;
    bool production = false;
};

struct SessionApi {
    Logins& logins;
    store::Store& store;
    HostFacts host;
};

// passwords: a desk of its own, that bounds how many passwords are looked at at once. Everything must outlive the
// router.
void add_session_routes(Routes& routes, Routes& passwords, Desk& password_desk, const SessionApi& api);

// The way in for newcomers, in development mode only: a link that signs in once as the owner "dev", without a password.
// Throws what the store throws.
class DevDoor {
public:
    DevDoor(store::Store& store, Logins& logins);
    // "/api/v1/admin/sessions/open?code=…"
    std::string path() const;
    // GET sessions/open: 303 to /console/ with the cookie, or 401 bad_login when it was used.
    void add_route(Routes& routes, Desk& desk);

private:
    Logins& logins_;
    std::mutex mutex_;
    std::string code_;  // empty: it was used
    const std::string first_code_;
};

}  // namespace fairground::admin
