// Admins and their console logins, as all hosts of one database share them. Passwords and the secrets of sessions are
// not here, only hashes of them. Fails like the rest of the store.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/audit.hpp"

namespace fairground::store {

struct AdminRow {
    std::int64_t id = 0;
    std::string name;
    std::string role;
    std::optional<std::string> tenant;        // empty: all
    std::string password;                     // its hash
    std::optional<std::string> totp;          // the sealed secret; empty: none is asked for
    std::optional<std::string> totp_pending;  // one that was not confirmed yet
    std::int64_t totp_step = 0;               // of the last code that was used
    std::int64_t failed = 0;                  // tries since the last login
    std::int64_t created = 0;                 // ms
    std::optional<std::int64_t> seen;         // ms: the last login
    std::optional<std::int64_t> disabled;     // ms

    bool operator==(const AdminRow&) const = default;
};

struct AdminSessionRow {
    std::string hash;          // of its secret: SHA-256, hex
    std::int64_t admin = 0;    // id
    std::string address;       // from which it was opened
    std::int64_t created = 0;  // ms
    std::int64_t seen = 0;     // ms
    std::int64_t expires = 0;  // ms
};

// A session, and as whom it lets in.
struct SignedInRow {
    std::int64_t admin = 0;
    std::string name;
    std::string role;
    std::optional<std::string> tenant;
    std::int64_t seen = 0;
    std::int64_t expires = 0;
};

// Threads: safe from any thread. What takes an AuditRow writes it in the same transaction, if it changed anything.
class Admins {
public:
    virtual ~Admins() = default;

    // False: the name is taken. The id of the row is not looked at.
    virtual bool add(const AdminRow& row, const AuditRow& audit) = 0;
    virtual std::optional<AdminRow> find(std::string_view name) = 0;
    virtual std::vector<AdminRow> all() = 0;  // by name
    // Ends his sessions too. False: there is none of that name, or he is disabled already.
    virtual bool disable(std::string_view name, std::int64_t at, const AuditRow& audit) = 0;
    // Ends all his sessions but the one with this hash.
    virtual bool set_password(std::int64_t id, std::string_view password, std::string_view kept_session,
                              const AuditRow& audit) = 0;

    // ---- the second factor
    virtual void propose_totp(std::int64_t id, std::string_view sealed) = 0;
    // What was proposed is asked for from now on. False: nothing was, or that step or a later one was used.
    virtual bool confirm_totp(std::int64_t id, std::int64_t step, const AuditRow& audit) = 0;
    virtual bool reset_totp(std::string_view name, const AuditRow& audit) = 0;
    // False: the code of that step, or of a later one, was used.
    virtual bool use_totp(std::int64_t id, std::int64_t step) = 0;

    // ---- logins
    virtual void note_failure(std::int64_t id) = 0;
    virtual void open_session(const AdminSessionRow& row, const AuditRow& audit) = 0;
    // Empty: there is none, or its admin is disabled. It may have expired.
    virtual std::optional<SignedInRow> session(std::string_view hash) = 0;
    virtual void touch_session(std::string_view hash, std::int64_t seen) = 0;
    virtual bool end_session(std::string_view hash, const AuditRow& audit) = 0;
    virtual void purge_sessions(std::int64_t expired_before) = 0;
};

}  // namespace fairground::store
