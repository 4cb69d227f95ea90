#include "ops/readiness.hpp"

#include <algorithm>

#include "ops/log.hpp"

namespace fairground::ops {

Readiness::Readiness(const std::vector<std::string>& names) {
    for (const auto& name : names) checks_[name] = {name, false, "has not been checked yet"};
}

void Readiness::ok(const std::string& name) {
    const std::lock_guard lock(mutex_);
    Check& check = checks_[name];
    if (!check.ok) log_info("ready again: " + name);
    check = {name, true};
}

void Readiness::fail(const std::string& name, std::string reason) {
    const std::lock_guard lock(mutex_);
    Check& check = checks_[name];
    if (check.ok || check.reason != reason) log_warning("not ready: " + name, {{"reason", reason}});
    check = {name, false, std::move(reason)};
}

void Readiness::degraded(const std::string& name, std::string reason) {
    const std::lock_guard lock(mutex_);
    Check& check = checks_[name];
    if (!check.degraded || check.reason != reason) log_warning("degraded: " + name, {{"reason", reason}});
    check = {name, true, std::move(reason), true};
}

void Readiness::drop(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (checks_.erase(name) > 0) log_info("no longer degraded: " + name);
}

std::vector<Readiness::Check> Readiness::checks() const {
    const std::lock_guard lock(mutex_);
    std::vector<Check> all;
    all.reserve(checks_.size());
    for (const auto& [name, check] : checks_) all.push_back(check);
    return all;
}

bool Readiness::ready() const {
    const std::lock_guard lock(mutex_);
    return std::all_of(checks_.begin(), checks_.end(), [](const auto& entry) { return entry.second.ok; });
}

}  // namespace fairground::ops
