// The public face of the front: HTTP/1.1 on one address.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>

#include "config/config.hpp"
#include "http/message.hpp"
#include "ops/metrics.hpp"

namespace fairground::http {

struct Certificate;

struct ServerOptions {
    config::Address address;  // port 0: any free one
    std::size_t threads = 0;  // 0: as many as cores
    config::Limits limits;
    int listener = -1;  // a socket bound to the address, taken over by start(); -1: the server makes its own
    std::vector<config::Network> trusted_proxies;  // whose word on where requests come from is believed
    std::shared_ptr<Certificate> certificate;      // of read_certificate; null: plain HTTP
};

// Keep-alive and pipelining (one request at a time), HEAD, Expect: 100-continue, chunked bodies. What is malformed, too
// large or too slow is answered with the fitting problem and never reaches the handler.
// Threads: the handler runs on the server's threads and must not block; it may answer later from any thread. All
// functions here may be called from any thread.
class Server {
public:
    // metrics must outlive the server.
    Server(const ServerOptions& options, ops::Metrics& metrics, Handler handler);
    // Cuts off what is still open. Answers that come later go nowhere.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Listens and serves. Throws std::runtime_error naming an address that cannot be had.
    void start();
    // REQUIRES: started. The port it listens on.
    std::uint16_t port() const;
    // For connections to come; those that are open keep theirs. REQUIRES: it began with one.
    void renew(std::shared_ptr<Certificate> certificate);
    // Accepts no more, finishes the running requests with Connection: close, then closes the idle connections. True:
    // all were finished in time; the others are cut off by the destructor.
    bool drain(std::chrono::milliseconds time);

    std::size_t connections() const;  // open now
    std::size_t in_flight() const;    // requests read and not yet answered

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::http
