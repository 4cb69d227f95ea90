#include "plugin/image.hpp"

#include <fstream>

#include <dlfcn.h>
#include <spdlog/spdlog.h>

#include "plugin/elf_file.hpp"
#include "plugin/reply.hpp"
#include "plugin/residents.hpp"
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

Image::Image(PrivateCopy copy, std::string_view content, std::string sha256, const Steps& steps)
    : sha256_(std::move(sha256)), copy_(std::move(copy)) {
    const auto step = [&](const char* name) {
        if (steps) steps(name);
    };
    const Stamp stamp = read_stamp(content);
    step("load");
    load();
    step("describe");
    describe();
    if (manifest_.id != stamp.id || manifest_.version != stamp.version)
        throw Unfit("its manifest says " + manifest_.id + " " + manifest_.version + ", but its stamp says " + stamp.id +
                    " " + stamp.version + rebuild);
    if (manifest_.odds && table_->odds == nullptr)
        throw Unfit(std::string("its manifest promises odds, but its table has none") + rebuild);
    check_schema(manifest_.settings_schema);
    residents().loaded();
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
    manifest_text_ = std::move(manifest.text());
    manifest_ = read_manifest(manifest_text_);
}

Image::~Image() {
    library_.unload();
    if (residents().unloaded(copy_.path())) return;
    spdlog::error("plugin {} {} (generation {}) stays in memory after its unloading: {}", manifest_.id,
                  manifest_.version, copy_.generation(), why());
}

// Of its private copy, which is still there.
std::string Image::why() const {
    try {
        std::ifstream file(copy_.path(), std::ios::binary);
        return why_resident(std::string(std::istreambuf_iterator<char>(file), {}));
    } catch (const std::exception& error) {
        return std::string("why cannot be found out: ") + error.what();
    }
}

}  // namespace fairground::plugin
