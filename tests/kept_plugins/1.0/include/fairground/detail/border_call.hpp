// SPDX-License-Identifier: MIT
// A host's call as the author-facing classes use it: statuses become exceptions.
#pragma once
#include <chrono>
#include <cstdio>
#include <stdexcept>

#include "fairground/detail/services.hpp"
#include "fairground/outcome.hpp"

namespace fairground::detail {

class BorderCall {
public:
    BorderCall(const Services& services, fg_call* handle) : services_(services), handle_(handle) {}

    const Services& services() const { return services_; }
    fg_call* handle() const { return handle_; }

    // True: done; false: refused.
    bool done(fg_status status, const char* function, std::string_view name) const {
        if (status == FG_OK) return true;
        if (status == FG_REFUSED) return false;
        const std::string what = std::string(function) + "(" + std::string(name) + ")";
        if (status == FG_UNAVAILABLE) throw Unavailable(what + " is not available now");
        if (status == FG_INVALID)
            throw std::logic_error(what +
                                   " was misused: check the name ([a-z0-9_.-], at most 48), that it is declared in "
                                   "the manifest, the amounts, and that a view changes nothing");
        throw std::runtime_error(what + " failed in the host with status " + std::to_string(status));
    }
    void check(fg_status status, const char* function, std::string_view name) const {
        if (!done(status, function, name)) throw std::runtime_error(std::string(function) + " was refused by the host");
    }

private:
    const Services& services_;
    fg_call* handle_;
};

// Something of the call's player or campaign, by name.
class Named {
public:
    Named(const BorderCall& border, std::string_view name) : border_(border), name_(name) {}

protected:
    const Services& services() const { return border_.services(); }
    fg_call* handle() const { return border_.handle(); }
    fg_str name() const { return bytes(name_); }
    const std::string& text() const { return name_; }
    bool done(fg_status status, const char* function) const { return border_.done(status, function, name_); }
    void check(fg_status status, const char* function) const { border_.check(status, function, name_); }

private:
    const BorderCall& border_;
    std::string name_;
};

// "2026-03-01T12:00:00+08:00"
inline std::string rfc3339(std::int64_t ms, std::int32_t utc_offset) {
    using namespace std::chrono;
    const auto local = sys_time<milliseconds>(milliseconds(ms) + seconds(utc_offset));
    const auto midnight = floor<days>(local);
    const year_month_day date(midnight);
    const hh_mm_ss time(floor<seconds>(local - midnight));
    const int minutes = (utc_offset < 0 ? -utc_offset : utc_offset) / 60;
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), utc_offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return text;
}

}  // namespace fairground::detail
