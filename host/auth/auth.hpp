// Who is asking: players' sessions as signed tokens, and the identity providers that vouch for a player.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cache/recent.hpp"

namespace fairground::auth {

struct Player {
    std::string tenant = "default";
    std::string id;                                 // opaque, [A-Za-z0-9._@-]{1,64}
    std::string name;                               // to show; at most 64 characters
    std::map<std::string, std::string> attributes;  // "follower": "yes", "region": "CN-SH", "segment", "level"
};

// Signs and checks session tokens: base64url(claims) "." base64url(MAC), keyed BLAKE2b. A token that was found true is
// remembered for a while, so that its next call costs a look-up. Any thread.
class Sessions {
public:
    using Key = std::array<unsigned char, 32>;
    Sessions(const Key& key, std::chrono::seconds lifetime);

    struct Issued {
        std::string token;
        std::chrono::sys_seconds expires_at;
    };
    Issued issue(const Player& player, std::chrono::sys_seconds now) const;

    enum class Verdict { valid, malformed, forged, expired };
    struct Checked {
        Verdict verdict = Verdict::malformed;
        Player player;  // only when valid
    };
    Checked check(std::string_view token, std::chrono::sys_seconds now) const;

private:
    struct Claims;

    Key key_;
    std::chrono::seconds lifetime_;
    mutable cache::Recent<std::shared_ptr<const Claims>> checked_{50'000};  // by token; only true ones of ordinary size
};

// Reads the key (32 bytes, hex) or makes it, mode 0600. Throws std::runtime_error naming file and remedy (wrong length,
// readable by others).
Sessions::Key read_or_make_key(const std::filesystem::path& file);

// A login that was refused: bad input (what to do stands in the text).
struct LoginRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Development only: believes what it is told. Body {"provider":"dev","player":"ann"}, optional "name", "tenant",
// "attributes".
Player dev_login(const nlohmann::json& body);

}  // namespace fairground::auth
