#include "plugin/image.hpp"

#include <dlfcn.h>
#include <spdlog/spdlog.h>

#include "plugin/reply.hpp"
#include "plugin/settings_check.hpp"
#include "plugin/stamp.hpp"

namespace fairground::plugin {
namespace {

constexpr const char* rebuild = ": rebuild it with fairground_add_plugin()";

const fg_plugin* check_table(const fg_plugin* table) {
    if (table == nullptr) throw Unfit(std::string("its " FG_ENTRY_NAME "() returned null") + rebuild);
    const bool whole = FG_HAS(table, odds);
    if (!whole || table->describe == nullptr || table->create == nullptr || table->destroy == nullptr ||
        table->call == nullptr)
        throw Unfit(std::string("the table of its " FG_ENTRY_NAME "() lacks describe, create, destroy or call") +
                    rebuild);
    return table;
}

}  // namespace

Image::Image(std::string_view content, const std::string& sha256, const ImagesFolder& images)
    : sha256_(sha256), copy_(images.write(content, sha256)) {
    const Stamp stamp = read_stamp(content);
    load();
    describe();
    if (manifest_.id != stamp.id || manifest_.version != stamp.version)
        throw Unfit("its manifest says " + manifest_.id + " " + manifest_.version + ", but its stamp says " + stamp.id +
                    " " + stamp.version + rebuild);
    if (manifest_.odds && table_->odds == nullptr)
        throw Unfit(std::string("its manifest promises odds, but its table has none") + rebuild);
    check_schema(manifest_.settings_schema);
}

void Image::load() {
    boost::dll::fs::error_code error;
    library_.load(copy_.path(), error, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    if (error) {
        const char* reason = ::dlerror();
        throw Unfit("cannot be loaded (" + (reason ? std::string(reason) : error.message()) +
                    "): link everything it uses into it");
    }
    if (!library_.has(FG_ENTRY_NAME)) throw Unfit(std::string("it does not export " FG_ENTRY_NAME) + rebuild);
    std::string thrown;
    run(
        [&] {
            table_ = library_.get<const fg_plugin*()>(FG_ENTRY_NAME)();
            return FG_OK;
        },
        thrown);
    if (!thrown.empty()) throw Unfit("in " FG_ENTRY_NAME "(), " + thrown);
    table_ = check_table(table_);
}

void Image::describe() {
    ReplyBuffer manifest;
    std::string thrown;
    const fg_status status = run([&] { return table_->describe(manifest.sink()); }, thrown);
    if (status != FG_OK)
        throw Unfit("its describe() answered " + status_name(status) + " " + thrown + ": this is a bug of the plugin");
    if (*manifest.defect() != 0) throw Unfit(std::string("its describe() ") + manifest.defect());
    manifest_ = read_manifest(manifest.text());
}

Image::~Image() {
    library_.unload();
    // dlclose answers 0 even if nothing was unloaded; a later image would then run this one's code.
    if (void* still_there = ::dlopen(copy_.path().c_str(), RTLD_LAZY | RTLD_NOLOAD)) {
        ::dlclose(still_there);
        spdlog::warn(
            "plugin {} {} stays in memory after its unloading: build it with fairground_add_plugin(), and let it "
            "use no thread_local with a destructor",
            manifest_.id, manifest_.version);
    }
}

}  // namespace fairground::plugin
