#include "auth/sealed.hpp"

#include <sodium.h>

namespace fairground::auth {
namespace {

constexpr int sealed_base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t overhead =
    crypto_secretbox_xchacha20poly1305_NONCEBYTES + crypto_secretbox_xchacha20poly1305_MACBYTES;
static_assert(std::tuple_size_v<Sessions::Key> == crypto_secretbox_xchacha20poly1305_KEYBYTES);

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string seal(std::string_view secret, const Sessions::Key& key) {
    constexpr auto nonce = crypto_secretbox_xchacha20poly1305_NONCEBYTES;
    std::string box(secret.size() + overhead, '\0');
    randombytes_buf(box.data(), nonce);
    crypto_secretbox_xchacha20poly1305_easy(bytes(box) + nonce, reinterpret_cast<const unsigned char*>(secret.data()),
                                            secret.size(), bytes(box), key.data());
    std::string text(sodium_base64_encoded_len(box.size(), sealed_base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes(box), box.size(), sealed_base64);
    text.pop_back();  // libsodium's terminating zero
    return text;
}

std::optional<std::string> unseal(std::string_view sealed, const Sessions::Key& key) {
    constexpr auto nonce = crypto_secretbox_xchacha20poly1305_NONCEBYTES;
    std::string box(sealed.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(bytes(box), box.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                          sealed_base64) != 0 ||
        size < overhead)
        return std::nullopt;
    std::string secret(size - overhead, '\0');
    if (crypto_secretbox_xchacha20poly1305_open_easy(bytes(secret), bytes(box) + nonce, size - nonce, bytes(box),
                                                     key.data()) != 0)
        return std::nullopt;
    return secret;
}

}  // namespace fairground::auth
