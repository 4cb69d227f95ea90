#include "support/child_process.hpp"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <random>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairground::test {

namespace {

// In the child, after fork: only calls that are safe there.
[[noreturn]] void become(const ChildProcess::Settings& settings, char* const* arguments, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    if (!settings.output.empty()) {
        const int file = open(settings.output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        if (file < 0 || dup2(file, 1) < 0 || dup2(file, 2) < 0) _exit(127);
    }
    if (!settings.folder.empty() && chdir(settings.folder.c_str()) != 0) _exit(127);
    for (const auto& setting : settings.environment) putenv(const_cast<char*>(setting.c_str()));
    execv(arguments[0], arguments);
    _exit(127);
}

bool nobody_listens(unsigned short port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const bool bound = bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(listener);
    return bound;
}

}  // namespace

// Below the range from which the kernel takes ports for outgoing connections: one of those could come between. Two test
// programs do not get the same one: a lock on a file is kept until the program ends.
unsigned short free_port() {
    static std::mt19937 random{std::random_device{}()};
    static std::mutex mutex;
    const std::lock_guard alone(mutex);
    const auto reserved = std::filesystem::temp_directory_path() / "fairground-test-ports";
    std::filesystem::create_directories(reserved);
    for (int tries = 0; tries < 1000; ++tries) {
        const auto port = std::uniform_int_distribution<unsigned short>(12'000, 31'999)(random);
        const int lock = open((reserved / std::to_string(port)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0 && nobody_listens(port)) return port;
        if (lock >= 0) close(lock);
    }
    throw std::runtime_error("no free port was found between 12000 and 31999");
}

std::filesystem::path find_program(const std::string& name) {
    if (name.find('/') != name.npos) return name;
    const char* path = std::getenv("PATH");
    std::istringstream folders(std::string(path ? path : "") + ":/usr/local/sbin:/usr/sbin:/sbin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const auto candidate = std::filesystem::path(folder) / name;
        if (access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    throw std::runtime_error("program " + name + " is neither in PATH nor in an sbin folder; install it");
}

ChildProcess::ChildProcess(const Settings& settings) {
    std::vector<std::string> command = settings.command;
    command.at(0) = find_program(command.at(0)).string();
    std::vector<char*> arguments;
    for (auto& argument : command) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork for " + command[0] + ": " + std::strerror(errno));
    if (pid_ == 0) become(settings, arguments.data(), parent);
}

ChildProcess::~ChildProcess() {
    send(SIGKILL);
    wait(std::chrono::seconds(10));
}

bool ChildProcess::running() {
    return !wait(std::chrono::milliseconds(0));
}

void ChildProcess::send(int signal) {
    if (!ended_) kill(pid_, signal);
}

std::optional<int> ChildProcess::wait(std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!ended_) {
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        } else if (std::chrono::steady_clock::now() >= deadline) {
            break;
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    return ended_;
}

int ChildProcess::stop(std::chrono::milliseconds patience) {
    send(SIGTERM);
    if (!wait(patience)) send(SIGKILL);
    return wait(std::chrono::seconds(10)).value_or(-SIGKILL);
}

int run_program(const ChildProcess::Settings& settings, std::chrono::milliseconds patience) {
    ChildProcess child(settings);
    const auto code = child.wait(patience);
    if (!code) {
        throw std::runtime_error(settings.command.at(0) + " did not end within " + std::to_string(patience.count()) +
                                 " ms");
    }
    return *code;
}

}  // namespace fairground::test
