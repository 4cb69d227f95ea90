// What a worker notes of its calls into plugins, so that its supervisor knows whom a crash was due to. Costs a few
// nanoseconds a call. Without a supervisor (tests, other commands) it is noted in memory of the process's own.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "supervise/slate.hpp"

namespace fairground::supervise {

// Functions of a plugin that are no routes.
inline constexpr std::uint32_t create_call = UINT32_MAX;
inline constexpr std::uint32_t destroy_call = UINT32_MAX - 1;
inline constexpr std::uint32_t odds_call = UINT32_MAX - 2;

// Whom calls go to, noted once for many calls. Threads: any.
class CalleeNote {
public:
    struct Text {
        std::string campaign;  // empty: none yet
        std::string plugin;
        std::string version;
        std::uint64_t generation = 0;
        std::vector<std::pair<std::uint32_t, std::string>> routes;
    };
    // Longer texts are cut. When too many are noted at once, the calls of the new one are noted without a name.
    explicit CalleeNote(const Text& text) noexcept;
    // REQUIRES: no call of it is under way.
    ~CalleeNote();
    CalleeNote(const CalleeNote&) = delete;
    CalleeNote& operator=(const CalleeNote&) = delete;

private:
    friend class Breadcrumb;
    std::uint64_t mark_;
};

// The slot of this thread; null until its first call.
extern constinit thread_local Slot* own_slot;
Slot* take_slot() noexcept;

// On the stack around one call. May be nested: a call of one plugin inside that of another.
class Breadcrumb {
public:
    Breadcrumb(const CalleeNote& callee, std::uint32_t route) noexcept
        : slot_(own_slot != nullptr ? own_slot : take_slot()), before_(slot_->call.load(std::memory_order_relaxed)) {
        slot_->call.store(callee.mark_ | route, std::memory_order_relaxed);
    }
    ~Breadcrumb() { slot_->call.store(before_, std::memory_order_relaxed); }
    Breadcrumb(const Breadcrumb&) = delete;
    Breadcrumb& operator=(const Breadcrumb&) = delete;

private:
    Slot* slot_;
    std::uint64_t before_;
};

// From here on calls are noted there; it must outlive the process's threads. To be called before the first CalleeNote.
void note_on(Slate& slate);

// From here on a thread that crashes (SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL) marks its slot; then the signal does
// what it did before the first call of this. To be called again after a library has put its own handlers in place.
// Threads: one at a time.
void mark_crashes();

}  // namespace fairground::supervise
