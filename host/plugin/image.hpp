// A plugin's library in memory.
#pragma once
#include <string_view>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "plugin/plugin.hpp"
#include "plugin/private_copy.hpp"

namespace fairground::plugin {

// Owner: shared by its instances and whoever asked for it. The last one to let go unloads the library; that this really
// happened is verified, and a warning logged if not.
class Image {
public:
    // Loads a private copy of the file's content. Throws Unfit, without the file's name.
    Image(std::string_view content, const std::string& sha256, const ImagesFolder& images);
    ~Image();
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    const Manifest& manifest() const { return manifest_; }
    const fg_plugin& table() const { return *table_; }
    const std::string& sha256() const { return sha256_; }
    const std::filesystem::path& copy() const { return copy_.path(); }

private:
    void load();
    void describe();

    std::string sha256_;
    PrivateCopy copy_;
    boost::dll::shared_library library_;
    const fg_plugin* table_ = nullptr;
    Manifest manifest_;
};

}  // namespace fairground::plugin
