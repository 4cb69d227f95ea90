// Console logins of admins: name, password and, for who has it, a one-time code; sessions that end. Private to admin
// and app.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "admin/caller.hpp"
#include "admission/rate_limiter.hpp"
#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "store/store.hpp"

namespace fairground::admin {

struct LoginOptions {
    auth::Sessions::Key key{};                  // seals second factors
    std::string issuer = "Fairground";          // what authenticator apps call us
    std::chrono::minutes idle{60};              // a session ends after so long without a request,
    std::chrono::hours lasts{12};               // and after so long in any case
    admission::Rate per_name{1.0 / 30, 10};     // tries to sign in as one name
    admission::Rate per_address{1.0 / 10, 20};  // and from one address; what succeeded does not count
    std::function<campaign::Time()> now = campaign::now;
};

struct Login {
    std::string name;
    std::string password;
    std::optional<std::string> totp;
    std::string address;
    std::string trace_id;
};

struct SignedIn {
    std::string secret;  // of the session; empty where only the hash is known
    Caller caller;
    std::int64_t id = 0;  // of the admin
    campaign::Time expires{};
};

// Threads: any; all functions wait for the database, and those that say so take a password's time (see
// auth/password.hpp). Failure: http::Problem, and what the store throws.
class Logins {
public:
    // store must outlive it.
    Logins(store::Store& store, LoginOptions options);

    // 401 bad_login (whatever is wrong: name, password, code, disabled) or totp_needed, 429 too_many_logins. Every try
    // is in the trail. A password's time, for names that nobody has too.
    SignedIn sign_in(const Login& login);
    // Opens a session without a password: for the link that a development host prints. The admin must exist.
    SignedIn let_in(const std::string& name, const std::string& address, const std::string& trace_id);
    // Empty: no such session, or it has ended. used: by a person, which keeps it from idling out; else a page only
    // looks whether anything has changed.
    std::optional<SignedIn> session(std::string_view secret, std::string_view address, bool used = true);
    void sign_out(std::string_view secret, const AuditEntry& entry);

    // 403 bad_password, 422 weak_password. Ends his other sessions. Two passwords' time.
    void change_password(const SignedIn& who, const std::string& old, const std::string& fresh,
                         const AuditEntry& entry);

    struct Totp {
        std::string secret;  // base32
        std::string uri;     // for a QR code
    };
    // A second factor that is asked for once it is confirmed with a code: 422 bad_totp. Whoever has one in force
    // replaces it with his password only: 403 bad_password, a password's time.
    Totp propose_totp(const SignedIn& who, const std::optional<std::string>& password);
    void confirm_totp(const SignedIn& who, const std::string& code, const AuditEntry& entry);

    const LoginOptions& options() const { return options_; }

private:
    void limit(const Login& login);
    void require_password(const SignedIn& who, const std::string& password, const char* member);
    void require_code(const store::AdminRow& row, const Login& login);
    std::optional<std::int64_t> step_of(const std::string& sealed, const std::string& code) const;
    [[noreturn]] void refuse(const std::optional<store::AdminRow>& row, const Login& login, const std::string& why);
    SignedIn open(const store::AdminRow& row, const std::string& address, const std::string& trace_id);
    std::int64_t now_ms() const;

    const LoginOptions options_;
    const std::unique_ptr<store::Admins> admins_;
    const std::unique_ptr<store::Audit> audit_;
    admission::RateLimiter names_;
    admission::RateLimiter addresses_;
};

// A new admin's row; 422 bad_name, bad_role or weak_password. A password's time.
store::AdminRow new_admin(const std::string& name, const std::string& role, const std::optional<std::string>& tenant,
                          const std::string& password, campaign::Time now);

}  // namespace fairground::admin
