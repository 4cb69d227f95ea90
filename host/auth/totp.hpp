// The second factor of admins: time-based one-time passwords as of RFC 6238 (SHA-1, 30 seconds, 6 digits), which is
// what authenticator apps understand. Pure; any thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairground::auth {

// 160 random bits.
std::string new_totp_secret();
// For people who type it: base32 without padding.
std::string totp_text(std::string_view secret);
// For a QR code: otpauth://totp/…
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

// The code of a step, 30 seconds each since 1970.
std::string totp_code(std::string_view secret, std::int64_t step);
std::int64_t totp_step(std::chrono::sys_seconds at);

// The step of which this is the code: that of now, the one before or the one after, so that clocks may differ by half a
// minute. Empty: of none. Who lets somebody in must see to it that no step is used twice.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, std::chrono::sys_seconds now);

}  // namespace fairground::auth
