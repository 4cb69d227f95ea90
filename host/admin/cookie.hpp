// The cookie of a console login, and the header that goes with it. Pure; any thread. Private to admin.
#pragma once
#include <chrono>
#include <string>

#include "http/message.hpp"

namespace fairground::admin {

// The secret of a session: 256 random bits as text.
std::string new_session_secret();
// What the store keeps of it: SHA-256, hex.
std::string hash_of_secret(std::string_view secret);
// What a page has to send beside the cookie (header Fairground-CSRF): who can only make a browser send the cookie does
// not know it. It follows from the secret, so nobody has to keep it.
std::string csrf_of(std::string_view secret);

// The page looks by itself, and nobody has touched it for a while (header Fairground-Poll).
bool polls(const http::Request& request);

// Empty: there is none. Throws http::Problem 400 bad_header if there are several.
std::string session_secret_of(const http::Request& request);
// secure: the browser sends it over TLS only.
std::string session_cookie(std::string_view secret, std::chrono::seconds lasts, bool secure);
std::string no_session_cookie(bool secure);

}  // namespace fairground::admin
