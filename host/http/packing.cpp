#include "http/packing.hpp"

#include <zlib.h>

#include "http/text.hpp"

namespace fairground::http {
namespace {

constexpr std::size_t worth_packing = 1024;

}  // namespace

bool accepts_gzip(const Request& request) {
    bool accepted = false;
    for_each_member(request.header("Accept-Encoding"), [&](std::string_view member) {
        accepted = accepted || (trimmed(member.substr(0, member.find(';'))) == "gzip" &&
                                member.find("q=0") == std::string_view::npos);
    });
    return accepted;
}

std::shared_ptr<const std::string> gzip(const std::string& content, int level) {
    if (content.size() < worth_packing) return nullptr;
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK) return nullptr;
    auto packed = std::make_shared<std::string>(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));  // zlib's C interface; it only reads
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed->data());
    stream.avail_out = static_cast<uInt>(packed->size());
    const int end = deflate(&stream, Z_FINISH);
    packed->resize(stream.total_out);
    deflateEnd(&stream);
    return end == Z_STREAM_END && packed->size() < content.size() ? packed : nullptr;
}

}  // namespace fairground::http
