#include <algorithm>
#include <array>
#include <cstring>

#include <sodium.h>

#include "http/partner_query.hpp"
#include "http/problem.hpp"

namespace fairground::http {
namespace {

constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t place_bytes = 4;
constexpr std::size_t seal_bytes = 16;
using Bytes = std::array<unsigned char, place_bytes + seal_bytes>;

// The place of the next item, and a seal of it and the question.
Bytes sealed(const Query& query, std::size_t next, const PartnerApi& api) {
    Bytes bytes{};
    for (std::size_t i = 0; i < place_bytes; ++i) bytes.at(i) = static_cast<unsigned char>(next >> (8 * i));
    crypto_generichash_state state;
    crypto_generichash_init(&state, api.cursor_key.data(), api.cursor_key.size(), seal_bytes);
    crypto_generichash_update(&state, bytes.data(), place_bytes);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(query.print.data()), query.print.size());
    crypto_generichash_final(&state, bytes.data() + place_bytes, seal_bytes);
    return bytes;
}

}  // namespace

std::string to_cursor(const Query& query, std::size_t next, const PartnerApi& api) {
    const Bytes bytes = sealed(query, next, api);
    std::string text(sodium_base64_encoded_len(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64);
    text.pop_back();  // libsodium's terminating zero
    return text;
}

std::size_t item_of(const std::string& cursor, const Query& query, const PartnerApi& api) {
    Bytes bytes{};
    std::size_t size = 0;
    const bool read = sodium_base642bin(bytes.data(), bytes.size(), cursor.data(), cursor.size(), nullptr, &size,
                                        nullptr, base64) == 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < place_bytes; ++i) next |= static_cast<std::size_t>(bytes.at(i)) << (8 * i);
    if (!read || size != bytes.size() ||
        sodium_memcmp(bytes.data(), sealed(query, next, api).data(), bytes.size()) != 0)
        throw Problem(400, "bad_cursor",
                      "cursor: expected the \"next\" of an answer to the same question, with the same key; only limit "
                      "may differ");
    return next;
}

}  // namespace fairground::http
