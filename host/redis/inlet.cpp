#include "redis/inlet.hpp"

#include <algorithm>
#include <cstring>

namespace fairground::redis {

using Clock = std::chrono::steady_clock;

void Inlet::expect_within(std::chrono::milliseconds time) {
    patience_ = time;
    deadline_ = Clock::now() + time;
}

std::string_view Inlet::next_line() {
    std::size_t seen = 0;
    for (;;) {
        const std::string_view here(gptr(), static_cast<std::size_t>(egptr() - gptr()));
        const std::size_t end = here.find("\r\n", seen);
        if (end != here.npos) return here.substr(0, end);
        if (here.size() == buffer_.size()) throw Broken("a line of more than 64 KiB came, which no Redis sends");
        seen = here.empty() ? 0 : here.size() - 1;
        make_room();
        const std::size_t size = receive(egptr(), static_cast<std::size_t>(buffer_.data() + buffer_.size() - egptr()));
        setg(eback(), gptr(), egptr() + size);
    }
}

// What is left moves to the front.
void Inlet::make_room() {
    const auto left = static_cast<std::size_t>(egptr() - gptr());
    if (left > 0) std::memmove(buffer_.data(), gptr(), left);
    setg(buffer_.data(), buffer_.data(), buffer_.data() + left);
}

Inlet::int_type Inlet::underflow() {
    if (gptr() == egptr()) {
        const std::size_t size = receive(buffer_.data(), buffer_.size());
        setg(buffer_.data(), buffer_.data(), buffer_.data() + size);
    }
    return traits_type::to_int_type(*gptr());
}

std::streamsize Inlet::xsgetn(char* into, std::streamsize size) {
    std::streamsize done = 0;
    while (done < size) {
        const std::streamsize left = size - done;
        if (gptr() == egptr() && left >= static_cast<std::streamsize>(buffer_.size())) {
            done += static_cast<std::streamsize>(receive(into + done, static_cast<std::size_t>(left)));
            continue;
        }
        underflow();
        const std::streamsize here = std::min<std::streamsize>(left, egptr() - gptr());
        std::memcpy(into + done, gptr(), static_cast<std::size_t>(here));
        gbump(static_cast<int>(here));
        done += here;
    }
    return done;
}

std::size_t Inlet::receive(char* into, std::size_t size) {
    if (Clock::now() > deadline_) throw Broken("no whole answer within " + std::to_string(patience_.count()) + " ms");
    const int received = socket_.receiveBytes(into, static_cast<int>(std::min<std::size_t>(size, 1 << 30)));
    if (received <= 0) throw Broken("the connection was closed by the server");
    received_ += static_cast<std::uint64_t>(received);
    return static_cast<std::size_t>(received);
}

}  // namespace fairground::redis
