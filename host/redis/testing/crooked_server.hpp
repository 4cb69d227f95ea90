// A server that sends what a test says, whatever it is asked.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include "redis/options.hpp"

namespace fairground::redis {

// Takes one connection, plays its part on it on a thread of its own, and closes it.
class CrookedServer {
public:
    using Part = std::function<void(Poco::Net::StreamSocket& client)>;

    explicit CrookedServer(Part part)
        : listener_(Poco::Net::SocketAddress("127.0.0.1", 0)), playing_([this, part = std::move(part)] {
              if (!listener_.poll(Poco::Timespan(5, 0), Poco::Net::Socket::SELECT_READ)) return;
              Poco::Net::StreamSocket client = listener_.acceptConnection();
              try {
                  part(client);
              } catch (const Poco::Exception&) {  // the other side has hung up, as it should
              }
          }) {}

    Server server() const { return {"127.0.0.1", listener_.address().port()}; }

private:
    Poco::Net::ServerSocket listener_;
    std::jthread playing_;
};

// Says it, and waits until the other side hangs up.
inline CrookedServer::Part saying(std::string bytes) {
    return [bytes = std::move(bytes)](Poco::Net::StreamSocket& client) {
        client.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
        char rest[256];
        while (client.receiveBytes(rest, sizeof rest) > 0) {
        }
    };
}

// Says it and hangs up.
inline CrookedServer::Part saying_and_leaving(std::string bytes) {
    return [bytes = std::move(bytes)](Poco::Net::StreamSocket& client) {
        client.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    };
}

}  // namespace fairground::redis
