#include "support/http_client.hpp"

#include <algorithm>
#include <stdexcept>

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <Poco/StreamCopier.h>
#include <sys/socket.h>

namespace fairground::test {

std::string HttpAnswer::header(const std::string& small_name) const {
    const auto found = headers.find(small_name);
    return found == headers.end() ? "" : found->second;
}

nlohmann::json HttpAnswer::json() const {
    auto value = nlohmann::json::parse(body, nullptr, false);
    if (value.is_discarded())
        throw std::runtime_error("expected JSON, got status " + std::to_string(status) + ": " + body);
    return value;
}

namespace {

using Poco::Net::Context;
using Poco::Net::SocketAddress;

class SessionFrom : public Poco::Net::HTTPSClientSession {
public:
    SessionFrom(std::string from, std::uint16_t port, const Context::Ptr& context)
        : HTTPSClientSession("127.0.0.1", port, context), from_(std::move(from)), context_(context) {}

private:
    void connect(const SocketAddress& to) override {
        const int bound = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        Poco::Net::StreamSocket wire(new Poco::Net::StreamSocketImpl(bound));
        const SocketAddress from(from_, 0);
        if (::bind(bound, from.addr(), from.length()) != 0) throw std::runtime_error("cannot come from " + from_);
        wire.connect(to);
        attachSocket(Poco::Net::SecureStreamSocket::attach(wire, context_));
    }

    const std::string from_;
    const Context::Ptr context_;
};

void set_up(Poco::Net::HTTPClientSession& session, std::chrono::milliseconds timeout) {
    session.setKeepAlive(true);
    session.setTimeout(Poco::Timespan(std::chrono::microseconds(timeout).count()));
}

}  // namespace

HttpClient::HttpClient(std::unique_ptr<Poco::Net::HTTPClientSession> session) : session_(std::move(session)) {}

HttpClient::HttpClient(std::uint16_t port, std::chrono::milliseconds timeout)
    : session_(std::make_unique<Poco::Net::HTTPClientSession>("127.0.0.1", port)) {
    set_up(*session_, timeout);
}

HttpClient HttpClient::secure(std::uint16_t port, const std::string& from) {
    const Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", Context::VERIFY_NONE);
    HttpClient client(std::make_unique<SessionFrom>(from, port, context));
    set_up(*client.session_, std::chrono::seconds(10));
    return client;
}

std::string HttpClient::certificate() const {
    return dynamic_cast<Poco::Net::HTTPSClientSession&>(*session_).serverCertificate().commonName();
}

HttpAnswer HttpClient::get(const std::string& target, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_GET, target, nullptr, headers);
}

HttpAnswer HttpClient::post(const std::string& target, const std::string& body, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_POST, target, &body, headers);
}

HttpAnswer HttpClient::put(const std::string& target, const std::string& body, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_PUT, target, &body, headers);
}

HttpAnswer HttpClient::ask(const std::string& method, const std::string& target, const std::string* body,
                           const Headers& headers) {
    Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
    for (const auto& [name, value] : headers) request.set(name, value);
    Poco::Net::HTTPResponse response;
    HttpAnswer answer;
    try {
        if (body) {
            request.setContentType("application/json");
            request.setContentLength(static_cast<std::streamsize>(body->size()));
            session_->sendRequest(request) << *body;
        } else {
            session_->sendRequest(request);
        }
        Poco::StreamCopier::copyToString(session_->receiveResponse(response), answer.body);
    } catch (...) {
        session_->reset();
        throw;
    }
    answer.status = response.getStatus();
    for (const auto& [name, value] : response) {
        std::string small = name;
        std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return std::tolower(c); });
        answer.headers[small] = value;
    }
    return answer;
}

}  // namespace fairground::test
