// The headers in which proxies tell whose request they hand on, as a list.
#include "http/forwarded.hpp"
#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

[[noreturn]] void refuse_forwarded(const std::string& why) {
    throw Problem(400, "bad_forwarded", why);
}

// One field of Forwarded: for=192.0.2.43;proto=https, for="[2001:db8::17]:4711". Strict: a client that sends half a
// quoted text before what the proxy adds must not swallow it.
class ForwardedField {
public:
    ForwardedField(std::string_view text, std::vector<Hop>& into) : rest_(text), into_(into) {}

    void read() {
        do {
            skip_blanks();
            if (rest_.empty()) break;
            if (rest_.front() == ',') continue;  // lists may have empty members
            element();
        } while (take(','));
        if (!rest_.empty()) fail();
    }

private:
    void element() {
        Hop hop;
        do {
            skip_blanks();
            if (rest_.empty() || rest_.front() == ';' || rest_.front() == ',') continue;
            pair(hop);
        } while (take(';'));
        into_.push_back(std::move(hop));
    }
    void pair(Hop& hop) {
        const auto name = token();
        if (name.empty() || !rest_.starts_with('=')) fail();
        rest_.remove_prefix(1);
        auto value = rest_.starts_with('"') ? quoted() : std::string(token());
        if (value.empty()) fail();
        std::string* told = same_without_case(name, "for")     ? &hop.node
                            : same_without_case(name, "proto") ? &hop.proto
                            : same_without_case(name, "host")  ? &hop.host
                                                               : nullptr;
        if (told == nullptr) return;
        if (!told->empty()) fail();
        *told = std::move(value);
    }
    // Also what RFC 7239 wants in quotes and many proxies send without: 192.0.2.7:4711, example.com:8080.
    std::string_view token() {
        std::size_t size = 0;
        while (size < rest_.size() && std::string_view(" \t,;=\"\\").find(rest_[size]) == std::string_view::npos)
            ++size;
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return text;
    }
    std::string quoted() {
        std::string text;
        for (rest_.remove_prefix(1); !rest_.starts_with('"'); rest_.remove_prefix(1)) {
            if (rest_.starts_with('\\')) rest_.remove_prefix(1);
            if (rest_.empty()) fail();
            text += rest_.front();
        }
        rest_.remove_prefix(1);
        return text;
    }
    bool take(char separator) {
        skip_blanks();
        if (!rest_.starts_with(separator)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }
    [[noreturn]] static void fail() {
        refuse_forwarded("the header Forwarded cannot be read; expected for=ADDRESS;proto=https, … (RFC 7239)");
    }

    std::string_view rest_;
    std::vector<Hop>& into_;
};

std::vector<std::string_view> members_of(const Request& request, std::string_view name) {
    std::vector<std::string_view> members;
    for (const Header& header : request.headers)
        if (same_without_case(header.name, name))
            for_each_member(header.value, [&](std::string_view member) {
                if (!member.empty()) members.push_back(member);
            });
    return members;
}

// Lists are filled by each proxy, or written once by the first: counted from the right, and the last that is there.
std::string counted_from_right(const std::vector<std::string_view>& members, std::size_t index) {
    return members.empty() ? std::string()
                           : std::string(members[members.size() - 1 - std::min(index, members.size() - 1)]);
}

}  // namespace

std::vector<Hop> hops_of(const Request& request) {
    std::vector<Hop> hops;
    const auto nodes = members_of(request, "X-Forwarded-For");
    if (request.count("Forwarded") > 0) {
        if (!nodes.empty())
            refuse_forwarded(
                "found the headers Forwarded and X-Forwarded-For side by side; the proxy must set one of them and "
                "take away the other");
        for (const Header& header : request.headers)
            if (same_without_case(header.name, "Forwarded")) ForwardedField(header.value, hops).read();
        return hops;
    }
    const auto protos = members_of(request, "X-Forwarded-Proto");
    const auto hosts = members_of(request, "X-Forwarded-Host");
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const std::size_t from_right = nodes.size() - 1 - i;
        hops.push_back(
            {std::string(nodes[i]), counted_from_right(protos, from_right), counted_from_right(hosts, from_right)});
    }
    return hops;
}

}  // namespace fairground::http
