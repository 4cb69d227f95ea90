// A worker as its supervisor sees it. Private to supervise.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include <signal.h>

#include "supervise/slate.hpp"

namespace fairground::supervise {

// Supervisor and worker may be of different versions: the number in front is raised with every change.
inline constexpr const char* inheritance_variable = "FAIRGROUND_WORKER";
inline constexpr const char* inheritance_format = "1 supervisor=%d players=%d admin=%d slate=%d ready=%d ordinal=%d";

struct Command {
    std::string program;                 // a path
    std::vector<std::string> arguments;  // the first is the program's name
    int players = -1;                    // bound sockets to hand over
    int admin = -1;
};

// A running worker, killed by its kernel when this process dies. The destructor does not end it.
class WorkerProcess {
public:
    // fork and exec. REQUIRES: the calling thread is the main one; its death is that of the worker. Throws
    // std::system_error.
    WorkerProcess(const Command& command, int ordinal);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    pid_t pid() const { return pid_; }
    const Slate& slate() const { return *slate_; }
    // Readable when the worker is ready, or gone; -1: it has told.
    int ready_fd() const { return ready_; }
    // True: it said that it is ready. Never waits.
    bool hear_ready();
    void send(int signal) const { ::kill(pid_, signal); }
    // How it ended; empty: it has not. Never waits.
    std::optional<siginfo_t> reap() const;

private:
    SharedSlate slate_;
    int ready_ = -1;
    pid_t pid_ = -1;
};

}  // namespace fairground::supervise
