// Answers made small, for clients that say they can read it.
#pragma once
#include <memory>
#include <string>

#include "http/message.hpp"

namespace fairground::http {

inline constexpr int best_packing = 9;
inline constexpr int quick_packing = 1;

// Does Accept-Encoding name gzip?
bool accepts_gzip(const Request& request);
// Null: it is not worth it.
std::shared_ptr<const std::string> gzip(const std::string& content, int level);

}  // namespace fairground::http
