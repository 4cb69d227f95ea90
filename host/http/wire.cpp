#include "http/wire.hpp"

#include <charconv>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace fairground::http {
namespace {

void append_number(std::string& out, std::size_t number) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(digits, end);
}

// "Sun, 01 Mar 2026 10:00:00 GMT", made anew once a second.
std::string_view date() {
    thread_local std::time_t made_at = -1;
    thread_local char text[30];
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made_at = now;
    }
    return {text, 29};
}

bool has_body(int status) {
    return status != 204 && status != 304;
}

}  // namespace

void write_head(std::string& out, const Response& response, bool keep_alive) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(reason.data(), reason.size()).append("\r\nDate: ").append(date()).append("\r\n");
    if (has_body(response.status)) {
        out.append("Content-Type: ").append(response.content_type).append("\r\nContent-Length: ");
        append_number(out, response.content().size());
        out.append("\r\n");
    }
    if (!keep_alive) out.append("Connection: close\r\n");
    out.append(response.headers).append("\r\n");
}

}  // namespace fairground::http
