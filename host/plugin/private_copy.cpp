#include "plugin/private_copy.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

namespace fairground::plugin {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int file, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write " + path.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

std::string sha256(std::string_view bytes) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    char text[2 * sizeof digest + 1];
    return sodium_bin2hex(text, sizeof text, digest, sizeof digest);
}

PrivateCopy::~PrivateCopy() {
    std::error_code ignored;  // the next start clears the folder
    if (ours_) std::filesystem::remove(path_, ignored);
}

ImagesFolder::ImagesFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    const auto lock_file = folder_ / ".lock";
    lock_ = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) fail("cannot open " + lock_file.string());
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0)  // nobody else uses the folder
        for (const auto& left : std::filesystem::directory_iterator(folder_))
            if (left.path().extension() == ".so") std::filesystem::remove(left.path());
    if (::flock(lock_, LOCK_SH) != 0) fail("cannot lock " + lock_file.string());
}

ImagesFolder::~ImagesFolder() {
    ::close(lock_);
}

PrivateCopy ImagesFolder::write(std::string_view bytes, const std::string& sha256) const {
    for (;;) {
        const std::uint64_t generation = ++last_generation_;
        const auto path = folder_ / (sha256 + "-" + std::to_string(generation) + ".so");
        const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
        if (file < 0 && errno == EEXIST) continue;  // another process has that one
        if (file < 0) fail("cannot create " + path.string());
        PrivateCopy copy(path, generation);
        try {
            write_all(file, bytes, path);
        } catch (...) {
            ::close(file);
            throw;
        }
        if (::close(file) != 0) fail("cannot write " + path.string());
        return copy;
    }
}

}  // namespace fairground::plugin
