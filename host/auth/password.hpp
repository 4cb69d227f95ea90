// Passwords of admins: Argon2id, by libsodium. A hash takes 64 MiB of memory and a twentieth of a second of one core:
// callers bound how many are made at once, and never make one on a thread that does I/O. Threads: any.
#pragma once
#include <string>
#include <string_view>

namespace fairground::auth {

// What is wrong with it as a new password; empty: nothing.
std::string complaint_about_password(std::string_view password);

// With everything that is needed to check it again: at most 127 characters. Throws std::runtime_error without memory.
std::string hash_of_password(std::string_view password);
bool is_password(const std::string& hash, std::string_view password);

// A hash that no password has: checking it takes as long as any other.
extern const std::string hash_of_nobody;

// "kivo-7tap-…": 80 random bits that can be read out.
std::string new_password();

}  // namespace fairground::auth
