#include "http/etag.hpp"

#include <array>

#include <sodium.h>

#include "http/text.hpp"

namespace fairground::http {

std::string etag_of(std::string_view content) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                       nullptr, 0);
    std::string tag(2 * hash.size() + 1, '\0');
    sodium_bin2hex(tag.data(), tag.size(), hash.data(), hash.size());
    tag.pop_back();
    return "\"" + tag + "\"";
}

bool is_known(std::string_view etag, const Request& request) {
    bool known = false;
    for_each_member(request.header("If-None-Match"), [&](std::string_view tag) {
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        known = known || tag == etag || tag == "*";
    });
    return known;
}

}  // namespace fairground::http
