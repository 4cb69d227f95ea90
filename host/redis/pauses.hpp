// How long to wait between attempts to connect.
#pragma once
#include <algorithm>
#include <chrono>
#include <random>

namespace fairground::redis {

// The first is a tenth of the longest, each is twice the last, and each is up to half longer or shorter: hosts that
// lost Redis together do not come back together.
class Pauses {
public:
    explicit Pauses(std::chrono::milliseconds longest) : longest_(longest), pause_(longest / 10) {}

    std::chrono::milliseconds next() {
        const std::chrono::milliseconds pause = std::max(pause_, std::chrono::milliseconds(1));
        pause_ = std::min(2 * pause, longest_);
        return std::chrono::milliseconds(
            std::uniform_int_distribution(pause.count() / 2, pause.count() * 3 / 2)(chance_));
    }
    void start_again() { pause_ = longest_ / 10; }

private:
    const std::chrono::milliseconds longest_;
    std::chrono::milliseconds pause_;
    std::minstd_rand chance_{std::random_device{}()};
};

}  // namespace fairground::redis
