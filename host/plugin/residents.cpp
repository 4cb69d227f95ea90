#include "plugin/residents.hpp"

#include <dlfcn.h>

namespace fairground::plugin {
namespace {

// By the name it was loaded with; its file may be gone.
bool in_memory(const std::filesystem::path& copy) {
    void* image = ::dlopen(copy.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (image != nullptr) ::dlclose(image);
    return image != nullptr;
}

}  // namespace

void Residents::loaded() {
    const std::lock_guard lock(mutex_);
    ++loaded_;
}

bool Residents::unloaded(const std::filesystem::path& copy) {
    const bool stuck = in_memory(copy);
    const std::lock_guard lock(mutex_);
    --loaded_;
    if (stuck) stuck_.push_back(copy);
    return !stuck;
}

ImageCounts Residents::counts() {
    const std::lock_guard lock(mutex_);
    // Looking lets the loader take away what is no longer held: only the second look tells.
    std::erase_if(stuck_, [](const auto& copy) { return !in_memory(copy) || !in_memory(copy); });
    return {loaded_, stuck_.size()};
}

Residents& residents() {
    static auto* residents = new Residents;  // images may outlive static objects
    return *residents;
}

ImageCounts image_counts() {
    return residents().counts();
}

}  // namespace fairground::plugin
