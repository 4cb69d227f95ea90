// The admins' console: its files, on the admin address.
#pragma once
#include <filesystem>

#include "http/router.hpp"

namespace fairground::http {

// GET /console/ and what is below it, out of the folder that the console's build has made, read now and kept in memory.
// Nothing but what this host serves runs in it. Where there is no folder, /console/ is a page that says that this host
// was built without it. Throws std::runtime_error naming a folder that cannot be read.
void add_console_routes(Router& router, const std::filesystem::path& folder);

}  // namespace fairground::http
