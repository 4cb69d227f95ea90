#include <array>

#include <sodium.h>

#include "engine/batch.hpp"

namespace fairground::engine {

std::string fingerprint(std::string_view action, std::string_view body) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    const auto add = [&](std::string_view text) {
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    };
    add(action);
    add(std::string_view("\0", 1));
    add(body);
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::string text(2 * hash.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

}  // namespace fairground::engine
