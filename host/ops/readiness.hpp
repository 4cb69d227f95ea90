// Is this host fit to serve, and if not, why. Whoever watches something (the database, the plugins) says how it stands;
// asking never waits. Threads: any.
#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace fairground::ops {

class Readiness {
public:
    struct Check {
        std::string name;
        bool ok = false;
        std::string reason;     // when not ok, or degraded
        bool degraded = false;  // ok for the host, but a part of it does not work
    };

    // Each starts as not ok, "has not been checked yet". Names given later with ok or fail are added.
    explicit Readiness(const std::vector<std::string>& names = {});

    void ok(const std::string& name);
    void fail(const std::string& name, std::string reason);
    void degraded(const std::string& name, std::string reason);
    // Takes a check out, without effect if there is none of that name.
    void drop(const std::string& name);

    std::vector<Check> checks() const;  // by name
    bool ready() const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, Check> checks_;
};

}  // namespace fairground::ops
