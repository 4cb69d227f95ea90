// fairground serve: the supervisor, and the worker that it starts from the same program. Poco brings the worker's
// application frame and waits for the signal to end.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>
#include <optional>
#include <thread>

#include <Poco/Util/ServerApplication.h>

#include "app/commands.hpp"
#include "app/host.hpp"
#include "app/open.hpp"
#include "http/listener.hpp"
#include "ops/log.hpp"
#include "supervise/breadcrumb.hpp"
#include "supervise/supervisor.hpp"
#include "supervise/worker.hpp"

namespace fairground::app {
namespace {

using supervise::Inheritance;

// Calls back for each SIGHUP, on a thread of its own. REQUIRES: SIGHUP is blocked in all threads.
class Hangups {
public:
    explicit Hangups(std::function<void()> heard)
        : thread_([heard = std::move(heard)](const std::stop_token& stop) {
              sigset_t hangup;
              sigemptyset(&hangup);
              sigaddset(&hangup, SIGHUP);
              for (int signal = 0; ::sigwait(&hangup, &signal) == 0 && !stop.stop_requested();) heard();
          }) {}
    ~Hangups() {
        thread_.request_stop();
        ::pthread_kill(thread_.native_handle(), SIGHUP);
    }
    Hangups(const Hangups&) = delete;
    Hangups& operator=(const Hangups&) = delete;

private:
    std::jthread thread_;
};

class ServeApplication final : public Poco::Util::ServerApplication {
public:
    ServeApplication(const Common& common, std::optional<Inheritance> inheritance)
        : common_(common), file_(read_config(common)), inheritance_(inheritance) {}

protected:
    // Poco would turn an exception into a line of its own and exit code 70.
    int main(const std::vector<std::string>&) override {
        try {
            hold_open();
            return EXIT_OK;
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s\n", failure.what());
            return 1;
        }
    }

private:
    void hold_open() {
        const Listeners listeners = inheritance_ ? Listeners{inheritance_->players, inheritance_->admin} : Listeners{};
        const bool first = !inheritance_ || inheritance_->ordinal == 1;
        Host host(file_, listeners, first, [this] { return read_config(common_); });
        const Hangups hangups([&host] { host.reload(); });
        if (first) {
            std::printf("Fairground is open: %s\n", host.page().c_str());
            if (const auto link = host.console_link(); !link.empty())
                std::printf("Console, for this start and one login: %s\n", link.c_str());
            std::fflush(stdout);
        }
        if (inheritance_) supervise::tell_ready(*inheritance_);
        waitForTerminationRequest();
        host.drain();
    }

    const Common common_;
    config::HostFile file_;
    std::optional<Inheritance> inheritance_;
};

// The threads to come inherit this, so that the signal reaches the one that waits for it.
void leave_signals_to_the_main_thread() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int work(const Common& common, const std::optional<Inheritance>& inheritance) {
    leave_signals_to_the_main_thread();
    if (inheritance) {
        // Never unmapped: threads give their slots back when they end, and the main one ends last of all.
        static auto& slate = *new supervise::SharedSlate(supervise::SharedSlate::attach(inheritance->slate));
        supervise::note_on(*slate);
    }
    supervise::mark_crashes();
    ServeApplication application(common, inheritance);
    supervise::mark_crashes();  // Poco has just put handlers in place that make an abort() of every crash
    return application.run(std::vector<std::string>{"fairground"});
}

// This process's own arguments, for a worker to get the same.
std::vector<std::string> own_arguments() {
    std::ifstream in("/proc/self/cmdline");
    std::vector<std::string> arguments;
    for (std::string argument; std::getline(in, argument, '\0');) arguments.push_back(argument);
    return arguments;
}

// As it was called, so that a symbolic link is followed anew for each worker: that is how programs are often replaced.
std::filesystem::path own_program(const std::string& called) {
    if (called.find('/') != std::string::npos) return std::filesystem::absolute(called);
    return std::filesystem::read_symlink("/proc/self/exe");
}

int supervise_worker(const Common& common) {
    const auto file = read_config(common);
    auto quarantine = open_quarantine(file);
    quarantine.list();  // a broken file is told before anything is started
    supervise::SupervisorOptions options;
    const auto arguments = own_arguments();
    options.command = {.program = own_program(arguments.at(0)),
                       .arguments = arguments,
                       .players = http::bind_listener(file.players),
                       .admin = http::bind_listener(file.admin)};
    options.drain_time = file.limits.drain_time;
    options.log = [&file](ops::Level level, std::string_view message, const std::vector<ops::Field>& fields) {
        ops::log_directly(file.log.file, level, message, fields);
    };
    return supervise::Supervisor(std::move(options), quarantine).run();
}

}  // namespace

int serve(const Common& common, bool single) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto inheritance = supervise::inherit();
    return inheritance || single ? work(common, inheritance) : supervise_worker(common);
}

}  // namespace fairground::app
