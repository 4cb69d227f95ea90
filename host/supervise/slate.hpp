// The memory that a worker shares with its supervisor: in which plugin each thread of the worker is, and where one
// crashed. Plain data, so that it can be read when the worker is gone. Private to supervise.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace fairground::supervise {

// Whom a call goes to. Written before a slot names it, and not again before it is free.
struct Callee {
    std::atomic<std::uint32_t> taken{0};
    std::uint64_t generation = 0;
    std::array<char, 128> campaign{};
    std::array<char, 128> plugin{};
    std::array<char, 64> version{};
    std::array<char, 1024> routes{};  // "0 spin\n1 prizes\n"
};

// One thread of the worker. A line of the cache each, so that threads do not slow each other down.
struct alignas(64) Slot {
    std::atomic<std::uint64_t> call{0};    // 0: in no plugin; else (index of the callee + 1) << 32 | route
    std::atomic<std::uint32_t> taken{0};   // by a thread
    std::atomic<std::int32_t> crashed{0};  // the signal
};

// All zeros is a valid, empty slate.
struct Slate {
    // To be raised with every change of this layout: worker and supervisor may be of different versions.
    static constexpr std::uint32_t this_layout = 1;
    static constexpr std::size_t threads = 512;
    static constexpr std::size_t callees_at_most = 2048;

    std::atomic<std::uint32_t> layout{0};
    std::atomic<std::int32_t> sender{0};  // the process that sent the signal of the crash; 0: none did
    std::array<Slot, threads> slots;
    std::array<Callee, callees_at_most> callees;
};

// A slate in a memfd. Owner of both.
class SharedSlate {
public:
    // Both throw std::system_error.
    static SharedSlate make();
    static SharedSlate attach(int fd);  // takes over the descriptor
    ~SharedSlate();
    SharedSlate(SharedSlate&& other) noexcept;
    SharedSlate& operator=(SharedSlate&&) = delete;

    int fd() const { return fd_; }
    Slate& operator*() const { return *slate_; }

private:
    SharedSlate(int fd, Slate* slate) : fd_(fd), slate_(slate) {}
    static SharedSlate map(int fd);

    int fd_;
    Slate* slate_;
};

}  // namespace fairground::supervise
