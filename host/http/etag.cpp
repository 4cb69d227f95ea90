#include "http/etag.hpp"

#include <array>

#include "http/text.hpp"

namespace fairground::http {

TagMaker::TagMaker() {
    crypto_generichash_init(&state_, nullptr, 0, crypto_generichash_BYTES_MIN);
}

void TagMaker::add(std::string_view part) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(part.data()), part.size());
}

std::string TagMaker::tag() {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash_final(&state_, hash.data(), hash.size());
    std::string tag(2 * hash.size() + 1, '\0');
    sodium_bin2hex(tag.data(), tag.size(), hash.data(), hash.size());
    tag.pop_back();
    return "\"" + tag + "\"";
}

std::string etag_of(std::string_view content) {
    TagMaker maker;
    maker.add(content);
    return maker.tag();
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
