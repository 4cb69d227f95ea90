#include "supervise/supervisor.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairground::supervise {
namespace {

using namespace std::chrono_literals;
using ops::Level;

constexpr auto first_pause = 100ms;  // doubled with every start that fails
constexpr auto longest_pause = 5s;
constexpr auto patience_after_drain = 5s;

std::string signal_name(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

std::string program_of(std::uint32_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(in, name);
    return name;
}

std::string cause_of(const siginfo_t& how) {
    return how.si_code == CLD_EXITED ? "exit code " + std::to_string(how.si_status) : signal_name(how.si_status);
}

// Not what somebody else did to it.
bool is_crash(const siginfo_t& how) {
    if (how.si_code == CLD_EXITED) return how.si_status != 0;
    return how.si_status != SIGKILL && how.si_status != SIGTERM;
}

// A terminal that is closed sends SIGHUP by the kernel, or by the shell that leads its session.
bool is_terminals(const signalfd_siginfo& hangup) {
    return hangup.ssi_code == SI_KERNEL ||
           (::getsid(0) != ::getpid() && hangup.ssi_pid == static_cast<std::uint32_t>(::getsid(0)));
}

}  // namespace

Supervisor::Supervisor(SupervisorOptions options, Quarantine& quarantine)
    : options_(std::move(options)), quarantine_(quarantine) {}

int Supervisor::run() {
    watch_signals();
    start();
    while (!workers_.empty() || !ending_) {
        wait();
        hear_signals();
        hear_workers();
        keep_time();
    }
    return exit_code_;
}

void Supervisor::watch_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR2, SIGCHLD}) sigaddset(&signals, signal);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals_ < 0) throw std::system_error(errno, std::generic_category(), "no descriptor for signals");
}

void Supervisor::wait() {
    std::vector<pollfd> sources{{signals_, POLLIN, 0}};
    for (const Worker& worker : workers_) sources.push_back({worker.process.ready_fd(), POLLIN, 0});
    const auto deadline = next_deadline();
    int patience = -1;
    if (deadline != Clock::time_point::max()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        patience = static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
    }
    ::poll(sources.data(), sources.size(), patience);
}

Supervisor::Clock::time_point Supervisor::next_deadline() const {
    auto next = next_start_;
    for (const Worker& worker : workers_) {
        if (worker.phase == Phase::leaving)
            next = std::min<Clock::time_point>(next, worker.since + options_.drain_time + patience_after_drain);
        if (worker.phase == Phase::coming && any(Phase::serving))
            next = std::min<Clock::time_point>(next, worker.since + options_.start_time);
    }
    return next;
}

void Supervisor::hear_signals() {
    signalfd_siginfo heard{};
    while (::read(signals_, &heard, sizeof heard) == sizeof heard) {
        const int signal = static_cast<int>(heard.ssi_signo);
        if (signal == SIGCHLD) continue;
        const bool hangup = signal == SIGHUP && !is_terminals(heard);
        log(Level::info,
            signal == SIGUSR2 ? "told to start the next worker"
            : hangup          ? "told to read the database servers again"
                              : "told to end",
            {{"signal", signal_name(signal)},
             {"sender_pid", static_cast<std::int64_t>(heard.ssi_pid)},
             {"sender_uid", static_cast<std::int64_t>(heard.ssi_uid)},
             {"sender", program_of(heard.ssi_pid)}});
        if (hangup)
            pass_on_hangup();
        else
            signal == SIGUSR2 ? upgrade() : end();
    }
}

// First who is ready, then who has ended: one that did both in between is told so in turn.
void Supervisor::hear_workers() {
    for (Worker& worker : workers_)
        if (worker.process.ready_fd() >= 0 && worker.process.hear_ready()) on_ready(worker);
    for (auto worker = workers_.begin(); worker != workers_.end();) {
        const auto how = worker->process.reap();
        if (!how) {
            ++worker;
            continue;
        }
        Workers gone;
        gone.splice(gone.begin(), workers_, worker++);
        on_end(gone.front(), *how);
    }
}

void Supervisor::keep_time() {
    const auto now = Clock::now();
    for (Worker& worker : workers_) {
        const bool is_late =
            worker.phase == Phase::leaving
                ? now >= worker.since + options_.drain_time + patience_after_drain
                : worker.phase == Phase::coming && any(Phase::serving) && now >= worker.since + options_.start_time;
        if (!is_late) continue;
        log(Level::error,
            worker.phase == Phase::leaving ? "the worker does not end; it is killed"
                                           : "the next worker does not get ready; it is killed",
            {{"worker_pid", worker.process.pid()}});
        worker.process.send(SIGKILL);
        worker.since = now;
    }
    if (now < next_start_) return;
    next_start_ = Clock::time_point::max();
    try {
        start();
    } catch (const std::system_error& error) {
        log(Level::error, "no worker can be started", {{"reason", error.what()}});
        start_again_later();
    }
}

void Supervisor::start() {
    workers_.emplace_back(options_.command, ++started_);
}

void Supervisor::start_again_later() {
    const auto pause = std::min<Clock::duration>(first_pause * (1 << std::min(failures_, 10)), longest_pause);
    ++failures_;
    next_start_ = Clock::now() + pause;
}

void Supervisor::pass_on_hangup() {
    for (Worker& worker : workers_) {
        if (worker.phase == Phase::serving) worker.process.send(SIGHUP);
        // One that is coming may have read the file before it was changed; and it would not survive the signal yet.
        if (worker.phase == Phase::coming) worker.hangup = true;
    }
}

void Supervisor::upgrade() {
    if (ending_ || !any(Phase::serving) || any(Phase::coming))
        return log(Level::warning, "another worker is being started or ended already; ask again later");
    try {
        start();
    } catch (const std::system_error& error) {
        log(Level::error, "the next worker cannot be started; the old one goes on", {{"reason", error.what()}});
    }
}

void Supervisor::end() {
    if (ending_) return;
    ending_ = true;
    next_start_ = Clock::time_point::max();
    // The worker's copies are the last ones now: when it closes them nobody can connect any more.
    ::close(options_.command.players);
    ::close(options_.command.admin);
    for (Worker& worker : workers_) retire(worker);
}

void Supervisor::retire(Worker& worker) {
    if (worker.phase == Phase::leaving) return;
    worker.phase = Phase::leaving;
    worker.since = Clock::now();
    worker.process.send(SIGTERM);
}

void Supervisor::on_ready(Worker& ready) {
    const auto took = std::chrono::floor<std::chrono::milliseconds>(Clock::now() - ready.since);
    log(Level::info, "the worker is ready", {{"worker_pid", ready.process.pid()}, {"ms", took.count()}});
    failures_ = 0;
    was_ready_ = true;
    if (ready.hangup) ready.process.send(SIGHUP);
    if (ready.phase != Phase::coming) return;
    for (Worker& worker : workers_)
        if (worker.phase == Phase::serving) retire(worker);
    ready.phase = Phase::serving;
    ready.since = Clock::now();
}

void Supervisor::on_end(Worker& worker, const siginfo_t& how) {
    const bool is_expected = worker.phase == Phase::leaving && how.si_code == CLD_EXITED && how.si_status == 0;
    const std::string cause = cause_of(how);
    std::vector<ops::Field> fields{{"worker_pid", worker.process.pid()}, {"cause", cause}};
    if (how.si_code == CLD_DUMPED) fields.emplace_back("core", "dumped");
    const int sender = worker.process.slate().sender;
    if (sender != 0 && sender != worker.process.pid()) fields.emplace_back("sender_pid", sender);
    // Why a first worker does not start it says itself, as any command does.
    const bool has_said_why = !was_ready_ && how.si_code == CLD_EXITED;
    if (!has_said_why)
        log(is_expected ? Level::info : Level::error, is_expected ? "the drained worker has ended" : "the worker died",
            fields);
    if (is_crash(how)) look_for_culprits(worker, cause);

    if (ending_) {
        if (!is_expected) exit_code_ = 1;
    } else if (any(Phase::serving)) {
        if (worker.phase == Phase::coming)
            log(Level::error, "the next worker did not get ready; the old one goes on", fields);
    } else if (!was_ready_) {
        ending_ = true;
        exit_code_ = how.si_code == CLD_EXITED ? how.si_status : 1;
    } else if (!any(Phase::coming)) {
        if (worker.phase == Phase::coming)
            start_again_later();
        else
            next_start_ = Clock::now();
    }
}

void Supervisor::look_for_culprits(const Worker& worker, const std::string& cause) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    for (const Culprit& culprit : culprits(worker.process.slate())) {
        log(Level::error, "the crash was in a plugin",
            {{"campaign", culprit.campaign},
             {"plugin", culprit.plugin},
             {"version", culprit.version},
             {"generation", static_cast<std::int64_t>(culprit.generation)},
             {"route", culprit.route},
             {"cause", cause}});
        if (culprit.campaign.empty()) continue;
        try {
            if (const auto entry = quarantine_.note(culprit, cause, now))
                log(Level::error, "the campaign is in quarantine; `fairground plugin release` ends it",
                    {{"campaign", entry->campaign}, {"reason", entry->reason}});
        } catch (const std::exception& error) {
            log(Level::error, "the crash could not be noted", {{"reason", error.what()}});
        }
    }
}

bool Supervisor::any(Phase phase) const {
    return std::any_of(workers_.begin(), workers_.end(), [&](const Worker& worker) { return worker.phase == phase; });
}

void Supervisor::log(Level level, std::string_view message, const std::vector<ops::Field>& fields) const {
    options_.log(level, message, fields);
}

}  // namespace fairground::supervise
