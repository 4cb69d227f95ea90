// A bell that wakes a thread out of waiting for a socket.
#pragma once
#include <chrono>

namespace fairground::redis {

class Wake {
public:
    Wake();
    ~Wake();
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;

    void signal();  // for ever
    // Waits at most so long; true: it was signalled.
    bool within(std::chrono::milliseconds time) const;
    int descriptor() const { return descriptor_; }  // readable once it was signalled

private:
    const int descriptor_;
};

}  // namespace fairground::redis
