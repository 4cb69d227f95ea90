// The parent of the worker. It holds the listening sockets, starts a worker again when one dies, puts the next one in
// the place of a running one on demand, and notes whom a crash was due to. It opens no database, loads no plugin, reads
// no request, and has one thread: there is nothing in it that could crash.
#pragma once
#include <chrono>
#include <functional>
#include <initializer_list>
#include <list>
#include <string>
#include <vector>

#include "ops/log.hpp"
#include "supervise/quarantine.hpp"
#include "supervise/worker_process.hpp"

namespace fairground::supervise {

struct SupervisorOptions {
    Command command;
    std::chrono::milliseconds drain_time{10'000};  // that a worker takes; killed some seconds later
    std::chrono::milliseconds start_time{60'000};  // for the next worker to get ready, while one serves
    std::function<void(ops::Level, std::string_view, const std::vector<ops::Field>&)> log;  // must not throw
};

// Signals: SIGTERM, SIGINT, SIGQUIT, and the SIGHUP of a terminal that goes, drain the worker and end; any other SIGHUP
// is passed on to the workers; SIGUSR2 starts a worker from the program file as it is now, and drains the old one when
// the new one is ready. Used by the main thread.
class Supervisor {
public:
    // Takes over the sockets. quarantine must outlive it.
    Supervisor(SupervisorOptions options, Quarantine& quarantine);

    // Until the end; the exit code of the process. A first worker that ends without having been ready ends it too, with
    // its exit code. Throws std::system_error if not even the first worker can be started.
    int run();

private:
    using Clock = std::chrono::steady_clock;
    enum class Phase { coming, serving, leaving };
    struct Worker {
        Worker(const Command& command, int ordinal) : process(command, ordinal) {}
        WorkerProcess process;
        Phase phase = Phase::coming;
        Clock::time_point since = Clock::now();  // of the phase
        bool hangup = false;                     // to be passed on once it is ready
    };
    using Workers = std::list<Worker>;

    void watch_signals();
    void wait();
    Clock::time_point next_deadline() const;
    void hear_signals();
    void hear_workers();
    void keep_time();
    void start();
    void start_again_later();
    void pass_on_hangup();
    void upgrade();
    void end();
    void on_ready(Worker& worker);
    void on_end(Worker& worker, const siginfo_t& how);
    void look_for_culprits(const Worker& worker, const std::string& cause);
    void retire(Worker& worker);
    bool any(Phase phase) const;
    void log(ops::Level level, std::string_view message, const std::vector<ops::Field>& fields = {}) const;

    SupervisorOptions options_;
    Quarantine& quarantine_;
    Workers workers_;
    int signals_ = -1;
    int started_ = 0;
    int failures_ = 0;  // starts in a row that did not get ready
    bool was_ready_ = false;
    bool ending_ = false;
    int exit_code_ = 0;
    Clock::time_point next_start_ = Clock::time_point::max();
};

}  // namespace fairground::supervise
