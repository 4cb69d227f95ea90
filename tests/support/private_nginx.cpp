#include "support/private_nginx.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace fairground::test {

using namespace std::chrono_literals;

PrivateNginx::PrivateNginx(const Settings& settings) : port_(free_port()) {
    write_config(settings);
    const auto folder = folder_.path().string();
    server_ = std::make_unique<ChildProcess>(
        ChildProcess::Settings{.command = {"nginx", "-c", folder + "/nginx.conf", "-e", folder + "/log"},
                               .output = folder_ / "output",
                               .environment = {},
                               .folder = {}});
    // nginx writes its pid once it listens on all its ports; a connection to one of them says nothing of the others.
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!std::filesystem::exists(folder_ / "pid")) {
        if (!server_->running() || std::chrono::steady_clock::now() > deadline) {
            std::ifstream log(folder_ / "log");
            throw std::runtime_error("the private nginx does not listen; its log:\n" +
                                     std::string{std::istreambuf_iterator<char>(log), {}});
        }
        std::this_thread::sleep_for(5ms);
    }
}

// A host that is away is asked again at once: nginx must not choose which host a test sees.
void PrivateNginx::write_config(const Settings& settings) const {
    const auto folder = folder_.path().string();
    std::ofstream config(folder_ / "nginx.conf");
    config << "master_process off;\ndaemon off;\npid " << folder << "/pid;\nerror_log " << folder << "/log;\n"
           << "events { worker_connections 4096; }\nhttp {\n    access_log off;\n    keepalive_requests 1000000000;\n";
    const char* temporary[] = {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"};
    for (const char* kind : temporary) config << "    " << kind << "_temp_path " << folder << "/" << kind << ";\n";
    config << "    upstream hosts {\n";
    for (const auto port : settings.hosts) config << "        server 127.0.0.1:" << port << " max_fails=0;\n";
    config << "        keepalive 64;\n        keepalive_requests 1000000000;\n    }\n"
           << "    server {\n        listen 127.0.0.1:" << port_ << ";\n        location / {\n"
           << "            proxy_pass http://hosts;\n            proxy_http_version 1.1;\n"
           << "            proxy_set_header Connection '';\n            proxy_next_upstream off;\n        }\n        "
           << settings.server << "\n    }\n"
           << settings.beside << "}\n";
}

}  // namespace fairground::test
