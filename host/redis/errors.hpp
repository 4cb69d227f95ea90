// What a server's error is about.
#pragma once
#include <string>
#include <string_view>

#include "redis/commands.hpp"

namespace fairground::redis {

// "OOM" of "OOM command not allowed …"; looks into what Redis 6 says of a script that failed.
std::string_view code_of(std::string_view error);
Error to_error(std::string text);
// Of the server as it is now, not of the command: another connection may lead to a better one, or a later time.
bool about_the_server(const Error& error);

}  // namespace fairground::redis
