// The bytes that come from a socket, for Poco's readers of replies. Theirs takes the end of a connection for the end of
// a text and fills the rest with blanks; this one throws.
#pragma once
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <streambuf>
#include <string_view>
#include <vector>

#include <Poco/Net/StreamSocket.h>

namespace fairground::redis {

// The connection cannot be used any more.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Inlet : public std::streambuf {
public:
    explicit Inlet(const Poco::Net::StreamSocket& socket) : socket_(socket), buffer_(64 * 1024) {}

    // Whatever is read until then must have come. The socket's own timeout bounds a single wait.
    void expect_within(std::chrono::milliseconds time);
    // What stands before the next "\r\n", which stays where it is; valid until something is read.
    std::string_view next_line();
    // Bytes that were read out of this.
    std::uint64_t taken() const { return received_ - static_cast<std::uint64_t>(egptr() - gptr()); }

protected:
    int_type underflow() override;
    std::streamsize xsgetn(char* into, std::streamsize size) override;

private:
    std::size_t receive(char* into, std::size_t size);
    void make_room();

    Poco::Net::StreamSocket socket_;
    std::vector<char> buffer_;
    std::uint64_t received_ = 0;
    std::chrono::milliseconds patience_{0};
    std::chrono::steady_clock::time_point deadline_;
};

}  // namespace fairground::redis
