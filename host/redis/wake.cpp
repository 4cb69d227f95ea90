#include "redis/wake.hpp"

#include <cerrno>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace fairground::redis {

Wake::Wake() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Wake::~Wake() {
    close(descriptor_);
}

void Wake::signal() {
    eventfd_write(descriptor_, 1);
}

bool Wake::within(std::chrono::milliseconds time) const {
    pollfd wait{descriptor_, POLLIN, 0};
    return poll(&wait, 1, static_cast<int>(time.count())) == 1;
}

}  // namespace fairground::redis
