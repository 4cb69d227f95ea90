// Strong entity tags.
#pragma once
#include <string>
#include <string_view>

#include <sodium.h>

#include "http/message.hpp"

namespace fairground::http {

// A hash of the content, with its quotes.
std::string etag_of(std::string_view content);

// The same of content that is long and comes in parts. A part may be named by a tag of its own instead.
class TagMaker {
public:
    TagMaker();
    void add(std::string_view part);
    // REQUIRES: once, and nothing is added afterwards.
    std::string tag();

private:
    crypto_generichash_state state_;
};

// Does If-None-Match name the tag?
bool is_known(std::string_view etag, const Request& request);

}  // namespace fairground::http
