#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

constexpr std::size_t hex_digits = 2 * std::tuple_size_v<Sessions::Key>;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
    throw std::runtime_error("key file " + file.string() + ": " + what);
}

[[noreturn]] void fail_with_errno(const std::filesystem::path& file, const std::string& doing) {
    fail(file, doing + " failed: " + std::strerror(errno));
}

class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int get() const { return descriptor_; }
    explicit operator bool() const { return descriptor_ >= 0; }

private:
    int descriptor_;
};

Sessions::Key read_key(const std::filesystem::path& file, const File& open_file) {
    struct stat status {};
    if (::fstat(open_file.get(), &status) != 0) fail_with_errno(file, "reading its mode");
    if ((status.st_mode & 077) != 0)
        fail(file, "others can read or write it; expected mode 0600. Run: chmod 600 " + file.string() +
                       " (and replace the key if somebody may have seen it)");
    std::array<char, hex_digits + 2> text{};
    const ssize_t size = ::read(open_file.get(), text.data(), text.size());
    if (size < 0) fail_with_errno(file, "reading");
    std::string_view hex(text.data(), static_cast<std::size_t>(size));
    if (hex.ends_with('\n')) hex.remove_suffix(1);
    Sessions::Key key;
    std::size_t bytes = 0;
    if (hex.size() != hex_digits ||
        sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &bytes, nullptr) != 0 ||
        bytes != key.size())
        fail(file, "expected 64 hexadecimal digits (32 bytes), found " + std::to_string(hex.size()) +
                       " characters that are not. Delete the file to have a new key made; what was given out with the "
                       "old one (sessions) ends then");
    return key;
}

// A fresh key in a file of its own beside the wanted one. Removed at the end: what stays is the link.
class Draft {
public:
    explicit Draft(const std::filesystem::path& wanted)
        : wanted_(wanted), path_(wanted.string() + "." + random_hex(8)) {
        const File file(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!file) fail_with_errno(wanted_, "creating it");
        const std::string text = random_hex(hex_digits / 2) + "\n";
        if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            ::fsync(file.get()) != 0)
            fail_with_errno(wanted_, "writing it");
    }
    ~Draft() { ::unlink(path_.c_str()); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    // Whoever links first wins; the others find the winner's key, never a half-written file.
    void publish() const {
        if (::link(path_.c_str(), wanted_.c_str()) != 0 && errno != EEXIST) fail_with_errno(wanted_, "creating it");
        const std::filesystem::path folder = wanted_.has_parent_path() ? wanted_.parent_path() : ".";
        const File open_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (open_folder) ::fsync(open_folder.get());
    }

private:
    static std::string random_hex(std::size_t bytes) {
        std::string raw(bytes, '\0');
        std::string hex(2 * bytes + 1, '\0');
        randombytes_buf(raw.data(), raw.size());
        sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
        hex.pop_back();
        return hex;
    }

    const std::filesystem::path& wanted_;
    std::string path_;
};

}  // namespace

Sessions::Key read_or_make_key(const std::filesystem::path& file) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised: no source of randomness");
    if (const File existing(::open(file.c_str(), O_RDONLY | O_CLOEXEC)); existing) return read_key(file, existing);
    if (errno != ENOENT) fail_with_errno(file, "opening it");
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    Draft(file).publish();
    const File made(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!made) fail_with_errno(file, "opening it");
    return read_key(file, made);
}

}  // namespace fairground::auth
