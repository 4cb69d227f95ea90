#include "supervise/worker.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "supervise/worker_process.hpp"

namespace fairground::supervise {

std::optional<Inheritance> inherit() {
    const char* found = std::getenv(inheritance_variable);
    if (found == nullptr) return std::nullopt;
    const std::string text = found;
    ::unsetenv(inheritance_variable);
    Inheritance given;
    int supervisor = 0;
    if (std::sscanf(text.c_str(), inheritance_format, &supervisor, &given.players, &given.admin, &given.slate,
                    &given.ready, &given.ordinal) != 6)
        throw std::runtime_error(std::string(inheritance_variable) + ": \"" + text +
                                 "\" is not what a supervisor of this version writes; restart the whole service, or "
                                 "unset the variable");
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != supervisor) throw std::runtime_error("the supervisor of this worker is gone");
    for (const int fd : {given.players, given.admin, given.slate, given.ready}) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return given;
}

void tell_ready(const Inheritance& inheritance) {
    const char ready = 'r';
    if (::write(inheritance.ready, &ready, 1) != 1) throw std::runtime_error("the supervisor of this worker is gone");
    ::close(inheritance.ready);
}

}  // namespace fairground::supervise
