#include "http/request_reader.hpp"

#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

namespace beast = boost::beast;
using HttpError = beast::http::error;

constexpr std::size_t small_read = 2048;  // idle connections keep this much
constexpr std::size_t large_read = 64 * 1024;
constexpr std::size_t max_headers = 100;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

Problem header_too_large(const config::Limits& limits) {
    return {431, "header_too_large", "the header is larger than " + std::to_string(limits.header_bytes) + " bytes"};
}

Problem body_too_large(std::size_t limit) {
    return {413, "body_too_large", "the body is larger than " + std::to_string(limit) + " bytes"};
}

// A question of a partner about a thousand players is longer than what a player sends.
bool is_query(const Target& target) {
    return target.segments.size() == 3 && target.segments[0] == "api" && target.segments[1] == "v1" &&
           target.segments[2] == "query";
}

[[noreturn]] void fail(const boost::system::error_code& error, bool in_body, std::size_t body_limit,
                       const config::Limits& limits) {
    if (error == HttpError::header_limit) throw header_too_large(limits);
    if (error == HttpError::body_limit) throw body_too_large(body_limit);
    if (error == HttpError::bad_method || error == HttpError::bad_target || error == HttpError::bad_version)
        throw Problem(400, "bad_request_line", "the request line cannot be read: " + error.message());
    if (in_body || error == HttpError::bad_content_length || error == HttpError::multiple_content_length ||
        error == HttpError::bad_transfer_encoding || error == HttpError::bad_chunk ||
        error == HttpError::bad_chunk_extension)
        throw Problem(400, "bad_framing", "the length of the body is not clear: " + error.message());
    throw Problem(400, "bad_header", "the header cannot be read: " + error.message());
}

}  // namespace

RequestReader::RequestReader(const config::Limits& limits)
    : limits_(limits), buffer_(limits.header_bytes + large_read) {
    start_parser();
}

void RequestReader::start_parser() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    // Which limit holds is known once the target was read.
    body_limit_ = std::max(limits_.body_bytes, limits_.query_body_bytes);
    parser_->body_limit(body_limit_);
}

std::size_t RequestReader::appetite() const {
    const std::size_t wanted =
        in_body() ? std::min(parser_->content_length_remaining().value_or(small_read), std::uint64_t{large_read})
                  : small_read;
    return std::clamp(wanted, small_read, large_read);
}

RequestReader::Progress RequestReader::advance() {
    while (!parser_->is_done()) {
        if (buffer_.size() == 0) return Progress::need_more;
        boost::system::error_code error;
        const std::size_t used = parser_->put(buffer_.data(), error);
        buffer_.consume(used);
        if (!header_seen_) count_header(used);
        if (error == HttpError::need_more) {
            if (buffer_.size() >= limits_.header_bytes)
                throw Problem(
                    400, "bad_framing",
                    "a chunk header or a trailer is longer than " + std::to_string(limits_.header_bytes) + " bytes");
            return Progress::need_more;
        }
        if (error) fail(error, header_seen_, body_limit_, limits_);
        if (parser_->is_header_done() && !header_seen_) {
            header_seen_ = true;
            check_header();
            if (!parser_->is_done() && buffer_.size() == 0 && wants_go_ahead()) return Progress::go_ahead;
        }
    }
    request_.body = parser_->get().body();
    request_.started = std::chrono::steady_clock::now();
    return Progress::complete;
}

// Beast's limit holds for what is parsed at once; a header that comes in pieces is added up here.
void RequestReader::count_header(std::size_t used) {
    header_read_ += used;
    if (header_read_ + (in_body() ? 0 : buffer_.size()) > limits_.header_bytes) throw header_too_large(limits_);
}

// Fields are taken over here, before a trailer can add to them.
void RequestReader::check_header() {
    const auto& message = parser_->get();
    request_.method = view(message.method_string());
    for (const auto& field : message) {
        if (request_.headers.size() == max_headers)
            throw Problem(431, "header_too_large", "the header has more than 100 fields");
        request_.headers.push_back({view(field.name_string()), view(field.value())});
    }
    if (message.version() != 10 && message.version() != 11)
        throw Problem(400, "bad_request_line", "expected HTTP/1.1 or HTTP/1.0");
    const auto hosts = request_.count("Host");
    if (hosts > 1 || (hosts == 0 && message.version() == 11))
        throw Problem(400, "bad_host", "expected exactly one Host header, found " + std::to_string(hosts));
    check_framing();
    if (request_.count("Expect") > 0 && !same_without_case(request_.header("Expect"), "100-continue"))
        throw Problem(417, "expectation_unknown", "the only expectation supported is 100-continue");
    request_.target = parse_target(view(message.target()));
    body_limit_ = is_query(request_.target) ? limits_.query_body_bytes : limits_.body_bytes;
    if (parser_->content_length().value_or(0) > body_limit_) throw body_too_large(body_limit_);
    parser_->body_limit(body_limit_);
}

// Two readings of where a body ends are how requests are smuggled past a proxy.
void RequestReader::check_framing() const {
    const auto encodings = request_.count("Transfer-Encoding");
    if (encodings == 0) return;
    if (encodings > 1 || !same_without_case(request_.header("Transfer-Encoding"), "chunked"))
        throw Problem(400, "bad_framing", "the only transfer encoding supported is chunked");
    if (parser_->get().version() == 10 || request_.count("Content-Length") > 0)
        throw Problem(400, "bad_framing", "chunked does not go with HTTP/1.0 or with a Content-Length");
}

bool RequestReader::wants_go_ahead() const {
    return parser_->get().version() == 11 && request_.count("Expect") > 0;
}

void RequestReader::next() {
    std::string spare = std::move(parser_->get().body());
    auto headers = std::move(request_.headers);
    request_ = {};
    headers.clear();
    request_.headers = std::move(headers);
    header_seen_ = false;
    header_read_ = 0;
    start_parser();
    spare.clear();
    if (spare.capacity() <= small_read) parser_->get().body() = std::move(spare);
}

}  // namespace fairground::http
