#include "support/private_nginx.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>

namespace fairground::test {
namespace {

constexpr const char* around =
    "daemon off;\n"
    "worker_processes 1;\n"
    "pid nginx.pid;\n"
    "error_log stderr;\n"
    "events {}\n"
    "http {\n"
    "access_log off;\n"
    "client_body_temp_path body;\n"
    "proxy_temp_path proxy;\n"
    "fastcgi_temp_path fastcgi;\n"
    "uwsgi_temp_path uwsgi;\n"
    "scgi_temp_path scgi;\n";

bool accepts(unsigned short port) {
    try {
        Poco::Net::StreamSocket(Poco::Net::SocketAddress("127.0.0.1", port));
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

}  // namespace

PrivateNginx::PrivateNginx(const std::string& servers, unsigned short port) {
    std::ofstream(folder_ / "nginx.conf") << around << servers << "}\n";
    process_ = std::make_unique<ChildProcess>(
        ChildProcess::Settings{.command = {find_program("nginx"), "-p", folder_.path().string(), "-c", "nginx.conf"},
                               .output = folder_ / "log",
                               .environment = {},
                               .folder = folder_.path()});
    for (int i = 0; i < 1000 && process_->running(); ++i, std::this_thread::sleep_for(std::chrono::milliseconds(5)))
        if (accepts(port)) return;
    std::ifstream log(folder_ / "log");
    throw std::runtime_error("nginx does not listen; its log:\n" +
                             std::string(std::istreambuf_iterator<char>(log), {}));
}

}  // namespace fairground::test
