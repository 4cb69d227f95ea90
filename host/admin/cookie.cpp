#include "admin/cookie.hpp"

#include <array>

#include <sodium.h>

#include "auth/api_keys.hpp"
#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::admin {
namespace {

constexpr std::string_view name = "fairground_admin";
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string to_base64(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, base64);
    text.pop_back();  // libsodium's terminating zero
    return text;
}

}  // namespace

std::string new_session_secret() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes.data(), bytes.size());
}

std::string hash_of_secret(std::string_view secret) {
    return auth::hash_of_api_key(secret);
}

std::string csrf_of(std::string_view secret) {
    constexpr std::string_view use = "fairground csrf";
    std::array<unsigned char, 24> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                       reinterpret_cast<const unsigned char*>(use.data()), use.size());
    return to_base64(hash.data(), hash.size());
}

bool polls(const http::Request& request) {
    return request.method == "GET" && request.header("Fairground-Poll") == "1";
}

std::string session_secret_of(const http::Request& request) {
    std::string secret;
    int found = 0;
    for (const auto& header : request.headers) {
        if (!http::same_without_case(header.name, "Cookie")) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            const auto pair = http::trimmed(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            ++found;
            secret = pair.substr(equals + 1);
        }
    }
    if (found > 1)
        throw http::Problem(400, "bad_header", "the cookie fairground_admin is there twice; delete it and sign in");
    return secret;
}

std::string session_cookie(std::string_view secret, std::chrono::seconds lasts, bool secure) {
    return std::string(name) + "=" + std::string(secret) + "; Path=/; Max-Age=" + std::to_string(lasts.count()) +
           "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
}

std::string no_session_cookie(bool secure) {
    return session_cookie("", std::chrono::seconds(0), secure);
}

}  // namespace fairground::admin
