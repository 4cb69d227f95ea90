// The secrets a host signs and seals with: files that its config names, or else made in its data folder. Private to
// app.
#pragma once
#include "admin/logins.hpp"
#include "auth/auth.hpp"
#include "config/config.hpp"

namespace fairground::app {

// Throw naming the file that cannot be read or made.
auth::Sessions::Key session_key(const config::HostFile& file);
admin::LoginOptions login_options(const config::HostFile& file);

// Of the same secret another key, so that a cursor is never a session.
auth::Sessions::Key cursor_key(const auth::Sessions::Key& secret);

}  // namespace fairground::app
