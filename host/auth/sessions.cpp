#include <sodium.h>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

constexpr std::size_t max_token_bytes = 8 * 1024;
constexpr std::size_t max_remembered_bytes = 1024;  // what is remembered stays within 100 MB
constexpr std::size_t mac_bytes = 32;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

using Mac = std::array<unsigned char, mac_bytes>;

Mac mac_of(std::string_view text, const Sessions::Key& key) {
    Mac mac;
    crypto_generichash(mac.data(), mac.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       key.data(), key.size());
    return mac;
}

std::string encode(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, variant);
    text.pop_back();  // libsodium's terminating zero
    return text;
}

// Refuses padding, foreign characters and stray bits at the end: each byte string has exactly one spelling.
std::optional<std::string> decode(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, variant) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string to_text(const Player& player, std::chrono::sys_seconds expires_at) {
    return nlohmann::json{{"v", 1},
                          {"tenant", player.tenant},
                          {"id", player.id},
                          {"name", player.name},
                          {"attributes", player.attributes},
                          {"exp", expires_at.time_since_epoch().count()}}
        .dump();
}

}  // namespace

struct Sessions::Claims {
    Player player;
    std::chrono::sys_seconds expires_at;

    // Null: the text is none of ours.
    static std::shared_ptr<const Claims> from(const std::string& text) {
        const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth <= 2; };
        const auto json = nlohmann::json::parse(text, shallow, false);
        if (!json.is_object() || json.value("v", 0) != 1) return nullptr;
        try {
            auto claims = std::make_shared<Claims>();
            json.at("tenant").get_to(claims->player.tenant);
            json.at("id").get_to(claims->player.id);
            json.at("name").get_to(claims->player.name);
            json.at("attributes").get_to(claims->player.attributes);
            claims->expires_at = std::chrono::sys_seconds(std::chrono::seconds(json.at("exp").get<std::int64_t>()));
            return claims;
        } catch (const nlohmann::json::exception&) {
            return nullptr;
        }
    }
};

Sessions::Sessions(const Key& key, std::chrono::seconds lifetime) : key_(key), lifetime_(lifetime) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised: no source of randomness");
}

Sessions::Issued Sessions::issue(const Player& player, std::chrono::sys_seconds now) const {
    const auto expires_at = now + lifetime_;
    const std::string text = to_text(player, expires_at);
    std::string token = encode(reinterpret_cast<const unsigned char*>(text.data()), text.size());
    const Mac mac = mac_of(token, key_);
    token += '.';
    token += encode(mac.data(), mac.size());
    return {std::move(token), expires_at};
}

Sessions::Checked Sessions::check(std::string_view token, std::chrono::sys_seconds now) const {
    const auto valid_until = [now](const Claims& claims) -> Checked {
        if (claims.expires_at <= now) return {Verdict::expired, {}};
        return {Verdict::valid, claims.player};
    };
    if (token.size() > max_token_bytes) return {Verdict::malformed, {}};
    if (const auto known = checked_.find(token)) return valid_until(**known);

    const auto dot = token.find('.');
    if (dot == std::string_view::npos) return {Verdict::malformed, {}};
    const auto given = decode(token.substr(dot + 1));
    if (!given || given->size() != mac_bytes) return {Verdict::malformed, {}};
    const std::string_view encoded = token.substr(0, dot);
    if (sodium_memcmp(given->data(), mac_of(encoded, key_).data(), mac_bytes) != 0) return {Verdict::forged, {}};
    const auto text = decode(encoded);
    const auto claims = text ? Claims::from(*text) : nullptr;
    if (!claims) return {Verdict::malformed, {}};
    if (token.size() <= max_remembered_bytes) checked_.add(token, claims);
    return valid_until(*claims);
}

}  // namespace fairground::auth
