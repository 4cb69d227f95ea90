#include "store/mariadb/grants.hpp"

#include <algorithm>
#include <set>

namespace fairground::store {

namespace {

// A database's name in a grant is a pattern: % and _ match as in LIKE, a backslash takes that from them.
bool matches(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) return name.empty();
    if (pattern[0] == '%') {
        for (std::size_t i = 0; i <= name.size(); ++i)
            if (matches(pattern.substr(1), name.substr(i))) return true;
        return false;
    }
    if (name.empty()) return false;
    if (pattern[0] == '_') return matches(pattern.substr(1), name.substr(1));
    if (pattern[0] == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
    return pattern[0] == name[0] && matches(pattern.substr(1), name.substr(1));
}

// "*.*" or "`fair%`.*"
bool covers(std::string_view scope, std::string_view database) {
    if (scope == "*.*") return true;
    constexpr std::string_view end = "`.*";
    if (!scope.starts_with('`') || !scope.ends_with(end)) return false;
    return matches(scope.substr(1, scope.size() - 1 - end.size()), database);
}

void add_privileges(std::string_view list, std::set<std::string, std::less<>>& to) {
    while (!list.empty()) {
        const auto comma = list.find(", ");
        to.emplace(list.substr(0, comma));
        list = comma == list.npos ? std::string_view() : list.substr(comma + 2);
    }
}

}  // namespace

std::vector<std::string> missing_privileges(const std::vector<std::string>& grants, std::string_view database,
                                            const std::vector<std::string>& wanted) {
    constexpr std::string_view begin = "GRANT ";
    std::set<std::string, std::less<>> given;
    for (const std::string_view line : grants) {
        const auto on = line.find(" ON ");
        const auto to = line.find(" TO ", on);
        if (!line.starts_with(begin) || on == line.npos || to == line.npos) continue;  // a role: its own grants follow
        if (covers(line.substr(on + 4, to - on - 4), database))
            add_privileges(line.substr(begin.size(), on - begin.size()), given);
    }
    std::vector<std::string> missing;
    if (given.contains("ALL PRIVILEGES")) return missing;
    std::ranges::copy_if(wanted, std::back_inserter(missing), [&](const auto& one) { return !given.contains(one); });
    return missing;
}

}  // namespace fairground::store
