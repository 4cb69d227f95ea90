// Small secrets that have to be kept readable, encrypted with a key that is kept elsewhere. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "auth/auth.hpp"

namespace fairground::auth {

// base64url; each time another text. XChaCha20-Poly1305, by libsodium's secretbox.
std::string seal(std::string_view secret, const Sessions::Key& key);
// Empty: it was sealed with another key, or is damaged.
std::optional<std::string> unseal(std::string_view sealed, const Sessions::Key& key);

}  // namespace fairground::auth
