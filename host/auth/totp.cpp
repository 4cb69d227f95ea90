#include "auth/totp.hpp"

#include <array>
#include <sstream>

#include <Poco/Base32Encoder.h>
#include <Poco/HMACEngine.h>
#include <Poco/SHA1Engine.h>
#include <Poco/URI.h>
#include <sodium.h>

namespace fairground::auth {
namespace {

constexpr std::int64_t seconds_a_step = 30;
constexpr std::size_t digits = 6;
constexpr std::size_t totp_secret_bytes = 20;

}  // namespace

std::string new_totp_secret() {
    std::string secret(totp_secret_bytes, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string totp_text(std::string_view secret) {
    std::ostringstream out;
    Poco::Base32Encoder encoder(out, false);
    encoder.write(secret.data(), static_cast<std::streamsize>(secret.size()));
    encoder.close();
    return out.str();
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    const auto encoded = [](std::string_view text) {
        std::string out;
        Poco::URI::encode(std::string(text), ":/?#[]@!$&'()*+,;=", out);
        return out;
    };
    return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + totp_text(secret) +
           "&issuer=" + encoded(issuer);
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter.at(counter.size() - 1 - i) = static_cast<unsigned char>(step >> (8 * i));
    Poco::HMACEngine<Poco::SHA1Engine> mac{std::string(secret)};
    mac.update(counter.data(), counter.size());
    const auto& digest = mac.digest();
    const std::size_t offset = digest.back() & 0xF;  // RFC 4226, 5.3
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | digest.at(offset + i);
    std::string code = std::to_string((number & 0x7FFF'FFFF) % 1'000'000);
    return std::string(digits - code.size(), '0') + code;
}

std::int64_t totp_step(std::chrono::sys_seconds at) {
    return at.time_since_epoch().count() / seconds_a_step;
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, std::chrono::sys_seconds now) {
    if (code.size() != digits) return std::nullopt;
    const auto step = totp_step(now);
    std::optional<std::int64_t> found;
    for (const auto near : {step - 1, step, step + 1}) {
        const auto expected = totp_code(secret, near);
        if (sodium_memcmp(expected.data(), code.data(), digits) == 0) found = near;
    }
    return found;
}

}  // namespace fairground::auth
