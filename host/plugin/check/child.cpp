#include "plugin/check/child.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace fairground::plugin {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t max_output = 8 << 20;

[[noreturn]] void throw_errno(const std::string& what, int error = errno) {
    throw std::system_error(error, std::generic_category(), what);
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

// In memory, so that neither side waits for the other.
void fill(const Descriptor& file, std::string_view input) {
    while (!input.empty()) {
        const ssize_t written = ::write(file.get(), input.data(), input.size());
        if (written < 0) throw_errno("cannot write what a child is to read");
        input.remove_prefix(static_cast<std::size_t>(written));
    }
    ::lseek(file.get(), 0, SEEK_SET);
}

// The host's sockets must not live on in a child that hangs: everything but the standard three is closed there.
pid_t spawn(const std::filesystem::path& program, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, standard;
    sigemptyset(&none);
    sigfillset(&standard);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &standard);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    std::string name = program.string();
    char* const arguments[] = {name.data(), nullptr};
    pid_t child = -1;
    const int error = ::posix_spawn(&child, name.c_str(), &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw_errno("cannot start " + name + ", which tries plugins; install it beside the program", error);
    return child;
}

int milliseconds_until(Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
}

// Until the end of the output. False: the time is over.
bool read_all(const Descriptor& pipe, std::string& output, Clock::time_point deadline) {
    char piece[64 * 1024];
    for (;;) {
        pollfd waiting{pipe.get(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const ssize_t size = ::read(pipe.get(), piece, sizeof piece);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return true;
        output.append(piece, std::min(static_cast<std::size_t>(size), max_output - output.size()));
    }
}

bool has_ended(pid_t child, int& status, Clock::time_point deadline) {
    for (;; std::this_thread::sleep_for(500us)) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR)) return true;
        if (Clock::now() >= deadline) return false;
    }
}

}  // namespace

ChildRun run_child(const std::filesystem::path& program, std::string_view input, std::chrono::milliseconds time) {
    const auto deadline = Clock::now() + time;
    const Descriptor in(::memfd_create("input", MFD_CLOEXEC));
    if (in.get() < 0) throw_errno("cannot make the input of a child");
    fill(in, input);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe to a child");
    const Descriptor out(ends[0]);
    Descriptor childs_out(ends[1]);
    const pid_t child = spawn(program, in.get(), childs_out.get());
    childs_out.close();

    ChildRun run;
    int status = 0;
    const bool in_time = read_all(out, run.output, deadline) && has_ended(child, status, deadline);
    ::kill(-child, SIGKILL);  // also what it may have left behind
    if (!in_time) {
        ::waitpid(child, &status, 0);
        run.end = ChildRun::End::timed_out;
    } else if (WIFSIGNALED(status)) {
        run.end = ChildRun::End::killed;
        run.code = WTERMSIG(status);
    } else {
        run.code = WEXITSTATUS(status);
    }
    return run;
}

std::string how_it_ended(const ChildRun& run, std::chrono::milliseconds time) {
    switch (run.end) {
        case ChildRun::End::timed_out:
            return "did not end within " + std::to_string(time.count()) + " ms";
        case ChildRun::End::killed:
            return "was killed by signal " + std::to_string(run.code) + " (" + ::strsignal(run.code) + ")";
        case ChildRun::End::exited:
            break;
    }
    return "ended with exit code " + std::to_string(run.code);
}

}  // namespace fairground::plugin
