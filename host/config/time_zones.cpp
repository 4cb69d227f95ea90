#include "config/time_zones.hpp"

#include <algorithm>

#include <date/tz.h>

#include "config/fields.hpp"

namespace fairground::config {

std::string check_time_zone(const std::string& name) {
    std::vector<std::string> names;
    try {
        for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
    } catch (const std::runtime_error& error) {
        return std::string("the time zones of this machine cannot be read (") + error.what() +
               "); install the package tzdata";
    }
    if (std::find(names.begin(), names.end(), name) != names.end()) return "";
    const std::string near = nearest(name, names);
    return expected("a time zone such as Asia/Shanghai or UTC", name) +
           (near.empty() ? "" : "; did you mean " + near + "?");
}

}  // namespace fairground::config
