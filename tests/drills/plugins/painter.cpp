// The plugin of the drill S14: what it answers comes from the release of a header library that it was built with.
#include <fairground/plugin.hpp>

#include "colours.hpp"

namespace {

using namespace fairground;

struct Settings {
    static Settings read(const Json&, Problems&) { return {}; }
};

class Painter final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) { manifest.action("paint", &Painter::paint).needs(value("paintings")); }
    Json paint(Call& call) const {
        call.value("paintings").put(1);
        const std::string mixed = mix(colours::Palette());
        try {
            throw colours::Unknown("no such colour");
        } catch (const colours::Unknown&) {
            return {{"mixed", mixed}, {"times", colours::times_asked()}};
        }
    }
};

}  // namespace

FAIRGROUND_PLUGIN(Painter, PAINTER_ID, "1.0.0");

#ifdef PAINTER_SHOWS
// What one sees of it without a host.
extern "C" const char* painter_mixes() {
    static const std::string mixed = mix(colours::Palette());
    return mixed.c_str();
}
#endif
