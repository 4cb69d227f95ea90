#include "support/private_redis.hpp"

#include <fstream>
#include <stdexcept>
#include <thread>

#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>

namespace fairground::test {

using namespace std::chrono_literals;

PrivateRedis::PrivateRedis() : port_(free_port()) {
    start();
}

void PrivateRedis::start() {
    server_ = std::make_unique<ChildProcess>(ChildProcess::Settings{
        .command = {"redis-server", "--port", std::to_string(port_), "--bind", "127.0.0.1", "--dir",
                    folder_.path().string(), "--save", "", "--appendonly", "no", "--daemonize", "no"},
        .output = log(),
        .environment = {},
        .folder = {}});
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!answers()) {
        if (!server_->running()) fail("ended while starting");
        if (std::chrono::steady_clock::now() > deadline) fail("was not ready within 20 s");
        std::this_thread::sleep_for(5ms);
    }
}

void PrivateRedis::kill() {
    server_->send(SIGKILL);
    server_->wait(10s);
}

bool PrivateRedis::answers() const {
    try {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress("127.0.0.1", port_), Poco::Timespan(2, 0));
        socket.setReceiveTimeout(Poco::Timespan(2, 0));
        socket.sendBytes("PING\r\n", 6);
        char pong[7] = {};
        return socket.receiveBytes(pong, sizeof pong) == 7 && std::string_view(pong, 7) == "+PONG\r\n";
    } catch (const Poco::Exception&) {
        return false;
    }
}

void PrivateRedis::fail(const std::string& what) const {
    std::ifstream in(log());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    throw std::runtime_error("the private Redis " + what + "; the end of its log:\n" +
                             text.substr(text.size() > 2000 ? text.size() - 2000 : 0));
}

}  // namespace fairground::test
