// A running host: everything that `fairground serve` needs, wired. Private to app.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "config/config.hpp"

namespace fairground::app {

// Sockets bound before, by a supervisor; -1: the host makes its own.
struct Listeners {
    int players = -1;
    int admin = -1;
};

// Opens the store, brings its schema up and checks it, loads plugins and campaigns, then serves. Throws if anything is
// not right; nothing listens then.
// first: not the successor of a worker that died, who must be quick. Only a first one looks at what preflight finds,
// and in production it does not start then.
// read_again: the host file as it is now; throws config::Error. Any thread.
// Threads: constructed, drained and destroyed by one thread.
class Host {
public:
    Host(const config::HostFile& file, const Listeners& listeners, bool first,
         const std::function<config::HostFile()>& read_again);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    // Where players start.
    std::string page() const;
    // Signs in to the console, once, without a password; empty outside of development mode.
    std::string console_link() const;
    // Goes on with the certificates and database servers that the host file names now, or says in the log why not.
    // Returns at once. Any thread.
    void reload();
    // Takes no new connections, answers what runs, ends the rest after limits.drain_time.
    void drain();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::app
