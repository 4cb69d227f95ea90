#include "supervise/breadcrumb.hpp"

#include <algorithm>
#include <csignal>
#include <memory>
#include <string_view>

#include <sys/types.h>

namespace fairground::supervise {
namespace {

constexpr std::array crash_signals{SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL};
constexpr std::uint64_t nameless = std::uint64_t{UINT32_MAX} << 32;
constexpr std::size_t signal_stack_bytes = 32 * 1024;

Slate own_slate;  // of a process without a supervisor
std::atomic<Slate*> slate{&own_slate};
Slot overflow;  // shared by the threads beyond Slate::threads: noted, but not told apart
std::array<struct sigaction, crash_signals.size()> otherwise;

template <std::size_t size>
void write(std::array<char, size>& to, std::string_view text) {
    const std::size_t length = std::min(text.size(), size - 1);
    std::copy_n(text.begin(), length, to.begin());
    to[length] = '\0';
}

// A plugin that has used up its stack leaves none to the handler.
class SignalStack {
public:
    SignalStack() {
        stack_t there{};
        if (::sigaltstack(nullptr, &there) != 0 || (there.ss_flags & SS_DISABLE) == 0) return;
        memory_ = std::make_unique<char[]>(signal_stack_bytes);
        const stack_t ours{.ss_sp = memory_.get(), .ss_flags = 0, .ss_size = signal_stack_bytes};
        ::sigaltstack(&ours, nullptr);
    }
    ~SignalStack() {
        if (!memory_) return;
        const stack_t none{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
        ::sigaltstack(&none, nullptr);
    }
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    std::unique_ptr<char[]> memory_;
};

// Gives the slot back at the end of its thread.
struct SlotLease {
    SlotLease() {
        for (Slot& candidate : slate.load()->slots) {
            std::uint32_t free = 0;
            if (!candidate.taken.compare_exchange_strong(free, 1)) continue;
            slot = &candidate;
            break;
        }
    }
    ~SlotLease() {
        own_slot = nullptr;
        if (slot != &overflow) slot->taken = 0;
    }
    SlotLease(const SlotLease&) = delete;
    SlotLease& operator=(const SlotLease&) = delete;

    SignalStack signal_stack;
    Slot* slot = &overflow;
};

// Returning from here repeats the faulting instruction, now with the other action. Only what is safe in a handler.
void on_crash(int signal, siginfo_t* info, void*) {
    for (std::size_t i = 0; i < crash_signals.size(); ++i)
        if (crash_signals[i] == signal) ::sigaction(signal, &otherwise[i], nullptr);
    const bool was_sent = info->si_code <= 0;
    if (was_sent) slate.load(std::memory_order_relaxed)->sender = info->si_pid;
    if (own_slot != nullptr) own_slot->crashed.store(signal, std::memory_order_relaxed);
    if (was_sent) ::raise(signal);
}

}  // namespace

constinit thread_local Slot* own_slot = nullptr;

Slot* take_slot() noexcept {
    thread_local SlotLease lease;
    own_slot = lease.slot;
    return own_slot;
}

CalleeNote::CalleeNote(const Text& text) noexcept : mark_(nameless) {
    auto& callees = slate.load()->callees;
    for (std::size_t i = 0; i < callees.size(); ++i) {
        std::uint32_t free = 0;
        if (!callees[i].taken.compare_exchange_strong(free, 1)) continue;
        write(callees[i].campaign, text.campaign);
        write(callees[i].plugin, text.plugin);
        write(callees[i].version, text.version);
        callees[i].generation = text.generation;
        std::string routes;
        for (const auto& [number, name] : text.routes)
            routes.append(std::to_string(number)).append(" ").append(name).append("\n");
        write(callees[i].routes, routes);
        mark_ = (std::uint64_t{i} + 1) << 32;
        return;
    }
}

CalleeNote::~CalleeNote() {
    if (mark_ != nameless) slate.load()->callees[(mark_ >> 32) - 1].taken = 0;
}

void note_on(Slate& shared) {
    slate = &shared;
}

void mark_crashes() {
    struct sigaction action {};
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    static bool known = false;
    for (std::size_t i = 0; i < crash_signals.size(); ++i)
        ::sigaction(crash_signals[i], &action, known ? nullptr : &otherwise[i]);
    known = true;
}

}  // namespace fairground::supervise
