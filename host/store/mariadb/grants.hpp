// What a user may do in a database, as the server words it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fairground::store {

// Of the wanted privileges, those that none of these lines of SHOW GRANTS gives for the whole database.
std::vector<std::string> missing_privileges(const std::vector<std::string>& grants, std::string_view database,
                                            const std::vector<std::string>& wanted);

}  // namespace fairground::store
