// Any bytes on a connection: the reader and the body's check either take them or say what is wrong; nothing else.
// The first byte says in pieces of which size the bytes arrive.
#include <cstdlib>

#include "http/forwarded.hpp"
#include "http/json_body.hpp"
#include "http/problem.hpp"
#include "http/request_reader.hpp"

namespace {

using namespace fairground;

std::size_t depth_of(const nlohmann::json& json) {
    std::size_t deepest = 0;
    if (json.is_structured())
        for (const auto& member : json) deepest = std::max(deepest, depth_of(member));
    return json.is_structured() ? deepest + 1 : 0;
}

// What passed the check is an object that can be built, copied and written again.
void use_body(std::string_view body, const config::Limits& limits) {
    const auto object = http::parse_object(body, limits.json_depth);
    if (!object.is_object() || depth_of(object) > limits.json_depth) std::abort();
    if (nlohmann::json::parse(object.dump()) != object) std::abort();
}

// Whatever proxies are said to have said, the client has an address; everybody is trusted, so all of it is read.
void use_origin(const http::Request& request) try {
    static const http::TrustedProxies everybody({config::Network{{}, 0}});
    const auto peer = boost::asio::ip::make_address("127.0.0.1");
    const auto origin = http::origin_of(request, peer, everybody);
    if (http::plain_text(boost::asio::ip::make_address(origin.address)) != origin.address) std::abort();
} catch (const http::Problem& problem) {
    if (problem.code != "bad_forwarded") std::abort();
}

void take_in(std::string_view bytes, std::size_t piece, const config::Limits& limits) {
    http::RequestReader reader(limits);
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, piece);
        auto target = reader.buffer().prepare(part.size());
        std::copy(part.begin(), part.end(), static_cast<char*>(target.data()));
        reader.buffer().commit(part.size());
        bytes.remove_prefix(part.size());
        for (auto progress = reader.advance(); progress != http::RequestReader::Progress::need_more;
             progress = reader.advance()) {
            if (progress == http::RequestReader::Progress::go_ahead) break;
            if (reader.request().body.size() > limits.body_bytes) std::abort();
            use_origin(reader.request());
            use_body(reader.request().body, limits);
            reader.next();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const config::Limits limits{.body_bytes = 4096, .header_bytes = 1024};
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        take_in(text, data[0] + std::size_t{1}, limits);
    } catch (const http::Problem& problem) {
        if (problem.status < 400 || problem.status > 499 || problem.code.empty()) std::abort();
    }
    try {
        use_body(text, limits);
    } catch (const http::Problem& problem) {
        if (problem.status != 400) std::abort();
    }
    return 0;
}
