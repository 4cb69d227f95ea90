// A running host: everything that `fairground serve` needs, wired. Private to app.
#pragma once
#include <memory>
#include <string>

#include "config/config.hpp"

namespace fairground::app {

// Opens the store, brings its schema up and checks it, loads plugins and campaigns, then serves. Throws if anything is
// not right; nothing listens then. Threads: constructed, drained and destroyed by one thread.
class Host {
public:
    explicit Host(const config::HostFile& file);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    // Where players start.
    const std::string& page() const;
    // Takes no new connections, answers what runs, ends the rest after limits.drain_time.
    void drain();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::app
