// A header library as many plugins have one in them, in two releases: COLOURS_RELEASE.
#pragma once
#include <stdexcept>
#include <string>

namespace colours {

struct Unknown : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Palette {
public:
    virtual ~Palette() = default;
    virtual std::string release() const { return COLOURS_RELEASE; }
};

inline int& times_asked() {
    static int times = 0;
    return times;
}

inline std::string mix(const Palette& palette) {
    ++times_asked();
    return "mixed by colours " + palette.release();
}

}  // namespace colours
