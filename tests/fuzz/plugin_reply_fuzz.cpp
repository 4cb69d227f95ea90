// Whatever bytes a plugin writes: a manifest, the reply of create() or of a call is read, or refused with a text that
// names the plugin. The first byte says which, and with which status.
#include <cstdlib>

#include "plugin/create_reply.hpp"
#include "plugin/plugin.hpp"
#include "plugin/reply.hpp"

namespace {

using namespace fairground::plugin;

const Manifest& plugin() {
    static const Manifest manifest{.id = "fuzzed", .version = "1.0.0"};
    return manifest;
}

void demand(bool holds) {
    if (!holds) std::abort();
}

void fill(ReplyBuffer& buffer, std::string_view text) {
    const fg_sink sink = buffer.sink();
    sink.write(sink.ctx, text.data(), text.size());
}

void read_as_manifest(std::string_view text) try {
    const Manifest manifest = read_manifest(text);
    demand(!manifest.id.empty() && !manifest.version.empty());
    demand(!manifest.settings_schema.dump().empty());
} catch (const Unfit& defect) {
    demand(*defect.what() != '\0');
}

void read_as_create_reply(fg_status status, std::string_view text) try {
    ReplyBuffer buffer;
    fill(buffer, text);
    const CreateReply reply(plugin(), status, "", buffer);
    if (status == FG_INVALID) {
        demand(!reply.problems().empty());
        return;
    }
    for (const auto& item : reply.stock()) demand(!item.item.empty());
    for (const auto& pool : reply.coupon_pools()) demand(!pool.empty());
} catch (const Unfit& defect) {
    demand(std::string_view(defect.what()).find("fuzzed") != std::string_view::npos);
}

void read_as_answer(fg_status status, std::string_view text) {
    ReplyBuffer buffer;
    fill(buffer, text);
    const Reply reply = read_reply(plugin(), status, buffer);
    if (reply.kind == Reply::Kind::ok) {
        demand(status == FG_OK && nlohmann::json::accept(reply.body));
    } else if (reply.kind != Reply::Kind::fault) {
        demand(status != FG_OK && reply.code.size() <= 64);
        demand(nlohmann::json::accept(nlohmann::json(reply.detail).dump()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto status = static_cast<fg_status>(data[0] / 3 % 6);
    switch (data[0] % 3) {
        case 0:
            read_as_manifest(text);
            break;
        case 1:
            read_as_create_reply(status, text);
            break;
        default:
            read_as_answer(status, text);
    }
    return 0;
}
