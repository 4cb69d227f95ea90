// One connection to one server, of which nothing is believed: replies are bounded, whole, and in time, or it is Broken.
// Used by one thread at a time.
#pragma once
#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <Poco/Net/StreamSocket.h>
#include <Poco/Redis/RedisStream.h>

#include "redis/commands.hpp"
#include "redis/inlet.hpp"
#include "redis/options.hpp"

namespace fairground::redis {

// Everything throws Broken, naming the server, and must not be called again after that.
class Wire {
public:
    Wire(const Server& server, const Options& options);

    void write(std::string_view commands);
    // Replies that come within Options::io_timeout.
    std::vector<Reply> read(std::size_t count);
    Reply ask(std::initializer_list<std::string_view> words);

    // Nothing to read. REQUIRES: every reply was read; then what can be read is the end of the connection, or a reply
    // that nobody asked for.
    bool quiet();
    // True: there is something to read. False: nothing came in that time, or the other descriptor can be read.
    bool wait(std::chrono::milliseconds time, int other);

    const Server& server() const { return server_; }

private:
    // Poco's readers, on top of our bytes.
    class Source : public Poco::Redis::RedisInputStream {
    public:
        explicit Source(Poco::Net::StreamSocket& socket);
        Inlet& bytes() { return bytes_; }

    private:
        Inlet bytes_;
    };

    void connect(const Options& options);
    Reply read_one(int depth);
    Reply read_bulk();
    Reply read_array(int depth);
    void skip(std::size_t size);
    void spend(std::size_t bytes);
    template <class Work>
    auto guarded(Work work);

    const Server server_;
    const std::chrono::milliseconds io_timeout_;
    const std::size_t largest_;
    std::size_t budget_ = 0;  // bytes that the replies of this round trip may still take
    Poco::Net::StreamSocket socket_;
    Source source_;
};

}  // namespace fairground::redis
