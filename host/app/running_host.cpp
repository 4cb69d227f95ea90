#include "app/running_host.hpp"

#include <sstream>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/StreamCopier.h>

#include "app/open.hpp"

namespace fairground::app {
namespace {

// The certificate is not looked at: the address is this machine's own, and the file on disk may be newer than what the
// host serves, which is when commands are most needed.
std::unique_ptr<Poco::Net::HTTPClientSession> session_with(const config::HostFile& host) {
    using namespace Poco::Net;
    if (!host.admin_tls.on()) return std::make_unique<HTTPClientSession>(host.admin.host, host.admin.port);
    const Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", Context::VERIFY_NONE);
    return std::make_unique<HTTPSClientSession>(host.admin.host, host.admin.port, context);
}

}  // namespace

nlohmann::json ask_running_host(const config::HostFile& host, const std::string& target, int& status) {
    return ask_running_host(host, "POST", target, "", status);
}

nlohmann::json ask_running_host(const config::HostFile& host, const std::string& method, const std::string& target,
                                const std::string& content, int& status) {
    const std::string address = host.admin.host + ":" + std::to_string(host.admin.port);
    try {
        const auto session_of_host = session_with(host);
        auto& session = *session_of_host;
        session.setTimeout(Poco::Timespan(60, 0));
        Poco::Net::HTTPRequest request(method, target, "HTTP/1.1");
        request.set("Authorization", "Bearer " + admin_token(host));
        request.setContentLength(static_cast<int>(content.size()));
        if (!content.empty()) request.setContentType("application/json");
        session.sendRequest(request) << content;
        Poco::Net::HTTPResponse response;
        std::string body;
        Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
        status = response.getStatus();
        return nlohmann::json::parse(body);
    } catch (const Poco::Exception& error) {
        throw NoHost("no host answers at " + address + " (listen.admin): " + error.displayText() +
                     "; start it, or name its config with --config");
    } catch (const nlohmann::json::exception&) {
        throw std::runtime_error("what answers at " + address + " (listen.admin) is no Fairground host");
    }
}

}  // namespace fairground::app
