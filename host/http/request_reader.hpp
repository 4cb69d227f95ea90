// Private to the front: bytes in, whole requests out. Knows no socket, so that a fuzzer can drive it.
#pragma once
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "config/config.hpp"
#include "http/message.hpp"

namespace fairground::http {

class RequestReader {
public:
    explicit RequestReader(const config::Limits& limits);

    enum class Progress {
        need_more,  // read more bytes into buffer()
        go_ahead,   // the client waits for "100 Continue" before it sends the body; then call advance again
        complete    // request() is whole
    };
    // Throws Problem (400, 413, 417, 431): the connection cannot be understood any further.
    Progress advance();

    boost::beast::flat_buffer& buffer() { return buffer_; }
    // How many bytes to read at once.
    std::size_t appetite() const;
    // Has a byte of the current request arrived?
    bool begun() const { return parser_->got_some() || buffer_.size() > 0; }
    bool in_body() const { return parser_->is_header_done(); }
    bool keep_alive() const { return parser_->keep_alive(); }

    Request& request() { return request_; }
    // Ready for the next request; bytes already in the buffer stay.
    void next();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    void start_parser();
    void count_header(std::size_t used);
    void check_header();
    void check_framing() const;
    bool wants_go_ahead() const;

    const config::Limits& limits_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    std::size_t body_limit_ = 0;
    bool header_seen_ = false;
    std::size_t header_read_ = 0;
};

}  // namespace fairground::http
