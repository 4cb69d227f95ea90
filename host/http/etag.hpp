// Strong entity tags.
#pragma once
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace fairground::http {

// A hash of the content, with its quotes.
std::string etag_of(std::string_view content);

// Does If-None-Match name the tag?
bool is_known(std::string_view etag, const Request& request);

}  // namespace fairground::http
