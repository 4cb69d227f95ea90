// Private to the front: responses as bytes.
#pragma once
#include <string>

#include "http/message.hpp"

namespace fairground::http {

// Appends the status line and the header.
void write_head(std::string& out, const Response& response, bool keep_alive);

}  // namespace fairground::http
