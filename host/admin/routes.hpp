// Routes for admins: each says which role it needs, and works on a thread that may wait for a database.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "admin/caller.hpp"
#include "http/router.hpp"

namespace fairground::admin {

// A few threads for work that waits, and a bound on what waits for them. Owner: the host. Destroying it carries out
// what was taken in; destroy it before whatever the work uses. Threads: any.
class Desk {
public:
    Desk(std::size_t threads, std::size_t waiting);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    using Work = std::function<void()>;
    // Answers the request with what the work throws: an http::Problem as it is, a database that does not answer as 503
    // unavailable, anything else as a fault. Answers 503 overloaded at once when too much waits.
    void take(http::Request& request, const http::Respond& respond, Work work);

private:
    const std::size_t most_;
    std::atomic<std::size_t> taken_{0};
    boost::asio::thread_pool threads_;
};

// Adds routes below /api/v1/admin/. All it is given must outlive the router.
class Routes {
public:
    using Answer = std::function<http::Response(http::Request&, const Caller&)>;
    // Answers later, once.
    using Later = std::function<void(http::Request&, const Caller&, const http::Respond&)>;

    Routes(http::Router& router, Access& access, Desk& desk) : router_(router), access_(access), desk_(desk) {}

    // path: what comes after /api/v1/admin/. tenant: see Access::require.
    void add(const std::string& method, const std::string& path, const std::string& summary, Role least, Answer answer,
             std::string_view tenant = {});
    void add_later(const std::string& method, const std::string& path, const std::string& summary, Role least,
                   Later later, std::string_view tenant = {});
    // One that looks after itself who asks.
    void add_open(const std::string& method, const std::string& path, const std::string& summary, Desk& desk,
                  std::function<http::Response(http::Request&)> answer);

    Access& access() const { return access_; }

private:
    http::Router& router_;
    Access& access_;
    Desk& desk_;
};

// JSON that nobody keeps.
http::Response json_answer(const nlohmann::json& body, int status = 200);

}  // namespace fairground::admin
