#include "auth/password.hpp"

#include <stdexcept>

#include <sodium.h>

namespace fairground::auth {
namespace {

constexpr std::size_t shortest_password = 12;
constexpr std::size_t longest_password = 128;
constexpr auto effort = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

}  // namespace

// Of a random text that was thrown away.
const std::string hash_of_nobody =
    "$argon2id$v=19$m=65536,t=2,p=1$Biq0ofU634yRbBlWQYlefQ$bx/vBO+eAOaSgQALQbS8zoPfoRZh5Xxn8jwlZ80mik8";

std::string complaint_about_password(std::string_view password) {
    if (password.size() >= shortest_password && password.size() <= longest_password) return "";
    return "expected a password of 12 to 128 bytes, found " + std::to_string(password.size());
}

std::string hash_of_password(std::string_view password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), effort, memory) != 0)
        throw std::runtime_error("no memory for the hash of a password: it takes 64 MiB");
    hash.resize(hash.find('\0'));
    return hash;
}

bool is_password(const std::string& hash, std::string_view password) {
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    std::string whole = hash;
    whole.resize(crypto_pwhash_STRBYTES, '\0');
    return crypto_pwhash_str_verify(whole.data(), password.data(), password.size()) == 0;
}

std::string new_password() {
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";  // none that looks like another
    std::string password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += letters[randombytes_uniform(letters.size())];
    }
    return password;
}

}  // namespace fairground::auth
