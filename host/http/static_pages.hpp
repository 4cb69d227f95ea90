// The files of a player page, kept in memory.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace fairground::http {

// Nothing from elsewhere runs in a page, nobody frames it.
inline constexpr std::string_view page_policy =
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'";

// What every page of ours is served with. policy: its Content-Security-Policy.
void add_security_headers(Response& response, std::string_view policy = page_policy);

// Immutable; any thread.
class StaticPages {
public:
    StaticPages() = default;  // no files
    // Reads all regular files below the folder; dotfiles and symbolic links are left out. Throws std::runtime_error
    // naming a folder that cannot be read or is larger than 32 MiB.
    // policy: must live for ever.
    explicit StaticPages(const std::filesystem::path& folder, std::string_view policy = page_policy);

    bool empty() const { return files_.empty(); }
    // path: "assets/wheel-3f9a12bc.js"; "" is index.html. 200, or 304 for a known ETag; empty: no such file. Only names
    // that were read at the start are known, so no path leads outside.
    std::optional<Response> find(std::string_view path, const Request& request) const;

private:
    // Packed when it is first asked for: a host need not wait for it at its start.
    struct Packing {
        std::once_flag once;
        std::shared_ptr<const std::string> packed;  // gzip; null: not worth it
    };
    struct File {
        std::shared_ptr<const std::string> content;
        std::shared_ptr<Packing> packing;  // null: no text
        std::string etag;                  // with its quotes
        std::string_view type;
        bool immutable = false;
    };
    static std::shared_ptr<const std::string> packed_of(const File& file);

    std::map<std::string, File, std::less<>> files_;
    std::string_view policy_ = page_policy;
};

}  // namespace fairground::http
