#include "supervise/worker_process.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairground::supervise {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

// In the child, after fork: only calls that are safe there.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, pid_t supervisor,
                         const std::array<int, 4>& handed) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != supervisor) ::_exit(127);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int fd : handed) ::fcntl(fd, F_SETFD, 0);
    ::execve(program, arguments, environment);
    ::_exit(127);
}

std::string inheritance(const Command& command, int slate, int ready, int ordinal) {
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), inheritance_format, ::getpid(), command.players, command.admin, slate,
                  ready, ordinal);
    return std::string(inheritance_variable) + "=" + text.data();
}

}  // namespace

WorkerProcess::WorkerProcess(const Command& command, int ordinal) : slate_(SharedSlate::make()) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw std::system_error(errno, std::generic_category(), "no pipe for a worker");
    ready_ = pipe[0];

    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment{inheritance(command, slate_.fd(), pipe[1], ordinal)};
    for (char** variable = ::environ; *variable != nullptr; ++variable) environment.emplace_back(*variable);
    const auto argument_list = pointers(arguments);
    const auto environment_list = pointers(environment);
    const pid_t supervisor = ::getpid();

    pid_ = ::fork();
    const int error = errno;
    if (pid_ == 0)
        become(command.program.c_str(), argument_list.data(), environment_list.data(), supervisor,
               {command.players, command.admin, slate_.fd(), pipe[1]});
    ::close(pipe[1]);
    if (pid_ > 0) return;
    ::close(ready_);
    throw std::system_error(error, std::generic_category(), "no process for a worker");
}

WorkerProcess::~WorkerProcess() {
    if (ready_ >= 0) ::close(ready_);
}

bool WorkerProcess::hear_ready() {
    char said = 0;
    const auto size = ::read(ready_, &said, 1);
    if (size < 0) return false;
    ::close(ready_);
    ready_ = -1;
    return size == 1;
}

std::optional<siginfo_t> WorkerProcess::reap() const {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0)
        return std::nullopt;
    return info;
}

}  // namespace fairground::supervise
