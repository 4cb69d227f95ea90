// Programs that a test starts and stops.
#pragma once
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace fairground::test {

// A port of the loopback interface that nobody listens on at this moment.
unsigned short free_port();

// The full path of a program in PATH or in the usual sbin folders; throws std::runtime_error if there is none.
std::filesystem::path find_program(const std::string& name);

// One child process. It is killed when this ends, and by the kernel if the test dies first; only ever by its own id.
class ChildProcess {
public:
    struct Settings {
        std::vector<std::string> command;      // the program (a path, or a name in PATH) and its arguments
        std::filesystem::path output;          // stdout and stderr go there, appended; empty: the test's own
        std::vector<std::string> environment;  // "NAME=value", added to the test's own
        std::filesystem::path folder;          // to run in; empty: the test's own
    };

    // Starts it. Throws std::runtime_error if it cannot be started.
    explicit ChildProcess(const Settings& settings);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return pid_; }
    bool running();
    // Does nothing if it has ended.
    void send(int signal);
    // Its exit code, or minus the number of the signal that ended it; empty if it still runs after that time.
    std::optional<int> wait(std::chrono::milliseconds patience);
    // SIGTERM, and SIGKILL if that is not enough within the patience. What wait() would answer.
    int stop(std::chrono::milliseconds patience = std::chrono::seconds(20));

private:
    pid_t pid_ = -1;
    std::optional<int> ended_;
};

// Starts it, waits for its end, returns its exit code. Throws std::runtime_error if it takes longer than patience.
int run_program(const ChildProcess::Settings& settings, std::chrono::milliseconds patience = std::chrono::seconds(60));

}  // namespace fairground::test
