#include "drills/bounds.hpp"

#include <algorithm>
#include <cstdio>

namespace fairground::drills {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int slower = 10;
#else
constexpr int slower = 1;
#endif

}  // namespace

std::chrono::milliseconds at_this_load(test::HostProcess& host, std::chrono::milliseconds when_quiet) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i) host.run({"version"});
    const auto starts = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    return slower * std::max({when_quiet, starts, when_quiet * starts.count() / 1000});
}

void print(const char* what, const std::vector<std::chrono::milliseconds>& times) {
    std::printf("%s:", what);
    for (const auto time : times) std::printf(" %lld", static_cast<long long>(time.count()));
    std::printf(" ms\n");
}

}  // namespace fairground::drills
