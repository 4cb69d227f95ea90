#include "http/static_pages.hpp"

#include <array>
#include <fstream>
#include <regex>

#include "http/etag.hpp"
#include "http/packing.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_bytes = 32 * 1024 * 1024;

struct Type {
    std::string_view extension;
    std::string_view type;
    bool text;
};
constexpr std::array types{Type{".html", "text/html; charset=utf-8", true},
                           Type{".js", "text/javascript; charset=utf-8", true},
                           Type{".css", "text/css; charset=utf-8", true},
                           Type{".json", "application/json", true},
                           Type{".webmanifest", "application/manifest+json", true},
                           Type{".svg", "image/svg+xml", true},
                           Type{".txt", "text/plain; charset=utf-8", true},
                           Type{".png", "image/png", false},
                           Type{".jpg", "image/jpeg", false},
                           Type{".webp", "image/webp", false},
                           Type{".ico", "image/x-icon", false},
                           Type{".woff2", "font/woff2", false},
                           Type{".mp3", "audio/mpeg", false}};
constexpr Type unknown_type{"", "application/octet-stream", false};

Type type_of(const fs::path& file) {
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const Type& type) { return type.extension == file.extension(); });
    return found == types.end() ? unknown_type : *found;
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error("page file " + file.string() + " cannot be read");
    return content;
}

// As bundlers name them: "wheel-BxY3z19a.js". The name changes with the content, so a cache may keep it for ever.
bool has_hashed_name(const std::string& name) {
    static const std::regex hashed(R"(.*[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+)");
    return name.starts_with("assets/") && std::regex_match(name, hashed);
}

bool is_hidden(const fs::path& relative) {
    return std::any_of(relative.begin(), relative.end(),
                       [](const fs::path& part) { return part.string().starts_with('.'); });
}

}  // namespace

void add_security_headers(Response& response, std::string_view policy) {
    response.add("Content-Security-Policy", policy)
        .add("X-Content-Type-Options", "nosniff")
        .add("Referrer-Policy", "same-origin");
}

StaticPages::StaticPages(const fs::path& folder, std::string_view policy) try : policy_(policy) {
    std::size_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path relative = entry.path().lexically_relative(folder);
        if (is_hidden(relative) || entry.is_symlink() || !entry.is_regular_file()) continue;
        auto content = std::make_shared<const std::string>(read(entry.path()));
        bytes += content->size();
        if (bytes > max_bytes) throw std::runtime_error("page folder " + folder.string() + " is larger than 32 MiB");
        const Type type = type_of(entry.path());
        const std::string name = relative.generic_string();
        files_.emplace(name, File{content, type.text ? std::make_shared<Packing>() : nullptr, etag_of(*content),
                                  type.type, has_hashed_name(name)});
    }
} catch (const fs::filesystem_error& error) {
    throw std::runtime_error("page folder " + folder.string() + " cannot be read: " + error.code().message());
}

std::shared_ptr<const std::string> StaticPages::packed_of(const File& file) {
    if (!file.packing) return nullptr;
    std::call_once(file.packing->once, [&] { file.packing->packed = gzip(*file.content, best_packing); });
    return file.packing->packed;
}

std::optional<Response> StaticPages::find(std::string_view path, const Request& request) const {
    const auto found = files_.find(path.empty() ? std::string_view("index.html") : path);
    if (found == files_.end()) return std::nullopt;
    const File& file = found->second;
    const auto small = packed_of(file);
    const bool packed = small && accepts_gzip(request);
    const std::string etag = packed ? file.etag.substr(0, file.etag.size() - 1) + "-gz\"" : file.etag;
    Response response;
    response.content_type = file.type;
    response.add("ETag", etag)
        .add("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (small) response.add("Vary", "Accept-Encoding");
    add_security_headers(response, policy_);
    if (is_known(etag, request)) {
        response.status = 304;
        return response;
    }
    if (packed) response.add("Content-Encoding", "gzip");
    response.shared = packed ? small : file.content;
    return response;
}

}  // namespace fairground::http
