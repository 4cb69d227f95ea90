#include "http/message.hpp"

#include <atomic>
#include <random>
#include <stdexcept>

#include "http/text.hpp"

namespace fairground::http {
namespace {

std::string random_trace_id() {
    thread_local std::mt19937_64 numbers{std::random_device{}()};
    std::string id;
    for (int half = 0; half < 2; ++half)
        for (std::uint64_t bits = numbers() | 1, digit = 0; digit < 16; ++digit, bits >>= 4)
            id += "0123456789abcdef"[bits & 15];
    return id;
}

// "00-<32 digits>-<16 digits>-<2 digits>", W3C Trace Context
bool is_traceparent(std::string_view text) {
    if (text.size() != 55 || !text.starts_with("00-") || text[35] != '-' || text[52] != '-') return false;
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const auto id = text.substr(3, 32);
    const auto span = text.substr(36, 16);
    return std::all_of(id.begin(), id.end(), is_hex) && std::all_of(span.begin(), span.end(), is_hex) &&
           id.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
    for (const Header& header : headers)
        if (same_without_case(header.name, name)) return header.value;
    return {};
}

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(), [&](const Header& header) { return same_without_case(header.name, name); }));
}

const std::string& Request::param(std::string_view name) const {
    for (const auto& [key, value] : params)
        if (key == name) return value;
    throw std::logic_error("the route's pattern has no {" + std::string(name) + "}");
}

const std::string& Request::trace_id() {
    if (trace_id_.empty()) {
        const auto parent = header("traceparent");
        trace_id_ = is_traceparent(parent) ? std::string(parent.substr(3, 32)) : random_trace_id();
    }
    return trace_id_;
}

Response& Response::add(std::string_view name, std::string_view value) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::any_of(value.begin(), value.end(), is_control))
        throw std::invalid_argument("header " + std::string(name) + ": control characters in its value");
    headers.append(name).append(": ").append(value).append("\r\n");
    return *this;
}

struct Respond::Once {
    explicit Once(Send how) : send(std::move(how)) {}
    ~Once() {
        if (!answered.exchange(true)) send(nullptr);
    }
    Once(const Once&) = delete;
    Once& operator=(const Once&) = delete;

    Send send;
    std::atomic<bool> answered{false};
};

Respond::Respond(Send send) : once_(std::make_shared<Once>(std::move(send))) {}

void Respond::operator()(Response&& response) const {
    if (!once_->answered.exchange(true)) once_->send(&response);
}

}  // namespace fairground::http
