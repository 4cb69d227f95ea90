#include "supervise/slate.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fairground::supervise {
namespace {

[[noreturn]] void fail(int fd, int error, const char* what) {
    if (fd >= 0) ::close(fd);
    throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

SharedSlate SharedSlate::map(int fd) {
    void* memory = ::mmap(nullptr, sizeof(Slate), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) fail(fd, errno, "the memory shared with the worker cannot be mapped");
    return {fd, static_cast<Slate*>(memory)};
}

SharedSlate SharedSlate::make() {
    const int fd = ::memfd_create("fairground-slate", MFD_CLOEXEC);
    if (fd < 0 || ::ftruncate(fd, sizeof(Slate)) != 0)
        fail(fd, errno, "the memory shared with the worker cannot be made");
    SharedSlate made = map(fd);
    (*made).layout = Slate::this_layout;
    return made;
}

SharedSlate SharedSlate::attach(int fd) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) fail(-1, errno, "the memory shared with the supervisor");
    if (static_cast<std::size_t>(info.st_size) != sizeof(Slate))
        fail(fd, EPROTO, "the memory shared with the supervisor is that of another version");
    SharedSlate attached = map(fd);
    if ((*attached).layout != Slate::this_layout)
        throw std::system_error(EPROTO, std::generic_category(),
                                "the memory shared with the supervisor is that of another version");
    return attached;
}

SharedSlate::SharedSlate(SharedSlate&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), slate_(std::exchange(other.slate_, nullptr)) {}

SharedSlate::~SharedSlate() {
    if (slate_ != nullptr) ::munmap(slate_, sizeof(Slate));
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace fairground::supervise
