#include "redis/wire.hpp"

#include <array>
#include <charconv>

#include <Poco/Net/NetException.h>
#include <Poco/Redis/Array.h>
#include <Poco/Redis/Error.h>
#include <Poco/Redis/Type.h>
#include <poll.h>

#include "redis/errors.hpp"
#include "redis/words.hpp"

namespace fairground::redis {

namespace {

constexpr int deepest = 8;                     // arrays in arrays
constexpr std::size_t per_reply = 64;          // bytes that a reply takes besides its text
constexpr std::size_t replies_of_largest = 4;  // that fit in one round trip

Poco::Timespan span(std::chrono::milliseconds time) {
    return {static_cast<Poco::Timespan::TimeDiff>(time.count()) * 1000};
}

std::int64_t whole(std::string_view line) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{} || end != line.data() + line.size())
        throw Broken("expected a length in a reply, found \"" + std::string(line.substr(0, 40)) + "\"");
    return number;
}

}  // namespace

Wire::Source::Source(Poco::Net::StreamSocket& socket) : RedisInputStream(socket), bytes_(socket) {
    std::ios::rdbuf(&bytes_);
    exceptions(std::ios::badbit);  // what Inlet throws goes through
}

template <class Work>
auto Wire::guarded(Work work) {
    try {
        return work();
    } catch (const Broken& broken) {
        throw Broken("redis " + to_text(server_) + ": " + broken.what());
    } catch (const Poco::TimeoutException&) {
        throw Broken("redis " + to_text(server_) + ": no answer within " + std::to_string(io_timeout_.count()) + " ms");
    } catch (const Poco::Exception& failure) {
        throw Broken("redis " + to_text(server_) + ": " + failure.displayText());
    }
}

Wire::Wire(const Server& server, const Options& options)
    : server_(server),
      io_timeout_(options.io_timeout),
      largest_(options.reply_bytes),
      source_((guarded([&] { connect(options); }), socket_)) {}

void Wire::connect(const Options& options) {
    try {
        socket_.connect(Poco::Net::SocketAddress(server_.host, server_.port), span(options.connect_timeout));
    } catch (const Poco::TimeoutException&) {
        throw Broken("no connection within " + std::to_string(options.connect_timeout.count()) + " ms");
    }
    socket_.setNoDelay(true);
    socket_.setReceiveTimeout(span(io_timeout_));
    socket_.setSendTimeout(span(io_timeout_));
}

void Wire::write(std::string_view commands) {
    guarded([&] {
        while (!commands.empty()) {
            const int sent =
                socket_.sendBytes(commands.data(), static_cast<int>(std::min<std::size_t>(commands.size(), 1 << 30)));
            if (sent <= 0) throw Broken("the connection takes nothing");
            commands.remove_prefix(static_cast<std::size_t>(sent));
        }
    });
}

std::vector<Reply> Wire::read(std::size_t count) {
    return guarded([&] {
        source_.bytes().expect_within(io_timeout_);
        budget_ = replies_of_largest * largest_ + count * per_reply;
        std::vector<Reply> replies;
        replies.reserve(count);
        while (replies.size() < count) replies.push_back(read_one(0));
        return replies;
    });
}

Reply Wire::ask(std::initializer_list<std::string_view> words) {
    std::string command;
    append_words(command, words.size());
    for (const std::string_view word : words) append_word(command, word);
    write(command);
    return std::move(read(1).front());
}

bool Wire::quiet() {
    return guarded([&] {
        return source_.bytes().in_avail() <= 0 && !socket_.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ);
    });
}

bool Wire::wait(std::chrono::milliseconds time, int other) {
    if (source_.bytes().in_avail() > 0) return true;
    std::array<pollfd, 2> descriptors{{{socket_.impl()->sockfd(), POLLIN, 0}, {other, POLLIN, 0}}};
    return poll(descriptors.data(), descriptors.size(), static_cast<int>(time.count())) > 0 &&
           descriptors[0].revents != 0;
}

void Wire::spend(std::size_t bytes) {
    if (bytes > budget_) throw Broken("the replies of one round trip are larger than redis may send at once");
    budget_ -= bytes;
}

Reply Wire::read_one(int depth) {
    spend(per_reply);
    const int marker = source_.get();
    switch (marker) {
        case Poco::Redis::RedisTypeTraits<Poco::Redis::BulkString>::marker:
            return read_bulk();
        case Poco::Redis::RedisTypeTraits<Poco::Redis::Array>::marker:
            return read_array(depth);
        case Poco::Redis::RedisTypeTraits<Poco::Int64>::marker: {
            Poco::Int64 number = 0;
            Poco::Redis::RedisTypeTraits<Poco::Int64>::read(source_, number);
            return {number};
        }
        case Poco::Redis::RedisTypeTraits<std::string>::marker: {
            std::string text;
            Poco::Redis::RedisTypeTraits<std::string>::read(source_, text);
            return {std::move(text)};
        }
        case Poco::Redis::RedisTypeTraits<Poco::Redis::Error>::marker:
            return {to_error(source_.getline())};
        default:
            throw Broken("expected the beginning of a reply, found the byte " + std::to_string(marker));
    }
}

// Poco makes room for whatever length is announced, so that is looked at first; and it takes any line for the end.
Reply Wire::read_bulk() {
    const std::string_view line = source_.bytes().next_line();
    const std::int64_t length = whole(line);
    if (length < -1) throw Broken("expected the length of a text, found " + std::to_string(length));
    const auto size = static_cast<std::size_t>(std::max<std::int64_t>(length, 0));
    if (size > largest_ || size > budget_) {
        skip(line.size() + 2 + size + 2);
        return {Error{Error::Kind::too_large, "the reply has " + std::to_string(size) + " bytes, more than is taken"}};
    }
    spend(size);
    const std::uint64_t end = source_.bytes().taken() + line.size() + 2 + (length < 0 ? 0 : size + 2);
    Poco::Redis::BulkString text;
    Poco::Redis::RedisTypeTraits<Poco::Redis::BulkString>::read(source_, text);
    if (source_.bytes().taken() != end) throw Broken("a text does not end where it should");
    if (text.isNull()) return {Nil{}};
    return {std::move(text.value())};
}

void Wire::skip(std::size_t size) {
    source_.ignore(static_cast<std::streamsize>(size));
}

Reply Wire::read_array(int depth) {
    const std::int64_t count = whole(source_.getline());
    if (count < -1) throw Broken("expected the length of an array, found " + std::to_string(count));
    if (count < 0) return {Nil{}};
    if (depth == deepest) throw Broken("more than " + std::to_string(deepest) + " arrays in one another");
    std::vector<Reply> replies;
    replies.reserve(static_cast<std::size_t>(std::min<std::int64_t>(count, 64)));
    for (std::int64_t i = 0; i < count; ++i) replies.push_back(read_one(depth + 1));
    return {std::move(replies)};
}

}  // namespace fairground::redis
