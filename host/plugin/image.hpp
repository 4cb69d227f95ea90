// A plugin's library in memory.
#pragma once
#include <functional>
#include <string_view>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "plugin/plugin.hpp"
#include "plugin/private_copy.hpp"

namespace fairground::plugin {

// Told what is about to be done with a plugin ("load", "describe", "create" …), so that a crash there can be named.
using Steps = std::function<void(std::string_view)>;

// Owner: shared by its instances and whoever asked for it. The last one to let go unloads the library, verifies that
// this really happened (if not: an error in the log, and image_counts().stuck) and deletes the copy.
class Image {
public:
    // Loads the copy; content is what is in it. Throws Unfit, without the file's name.
    Image(PrivateCopy copy, std::string_view content, std::string sha256, const Steps& steps = {});
    ~Image();
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    const Manifest& manifest() const { return manifest_; }
    const fg_plugin& table() const { return *table_; }
    const std::string& manifest_text() const { return manifest_text_; }
    const std::string& sha256() const { return sha256_; }
    std::uint64_t generation() const { return copy_.generation(); }
    const std::filesystem::path& copy() const { return copy_.path(); }

private:
    void load();
    void describe();
    std::string why() const;

    std::string sha256_;
    PrivateCopy copy_;
    boost::dll::shared_library library_;
    const fg_plugin* table_ = nullptr;
    std::string manifest_text_;
    Manifest manifest_;
};

}  // namespace fairground::plugin
