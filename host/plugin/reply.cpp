#include "plugin/reply.hpp"

#include "plugin/json_text.hpp"
#include "plugin/names.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;

// Empty: the field is not there or no text.
std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Reply::Kind kind_of(fg_status status) {
    switch (status) {
        case FG_REFUSED:
            return Reply::Kind::refused;
        case FG_INVALID:
            return Reply::Kind::invalid;
        case FG_UNAVAILABLE:
            return Reply::Kind::unavailable;
        default:
            return Reply::Kind::fault;
    }
}

Reply read_refusal(const Manifest& plugin, fg_status status, const std::string& text) {
    const bool may_be_silent = status == FG_UNAVAILABLE || status == FG_FAULT;
    if (may_be_silent && text.empty()) return {kind_of(status), "", "", "plugin " + plugin.id + " gave no reason"};
    if (const std::string defect = json_defect(text); !defect.empty())
        return fault(plugin, "answered " + status_name(status) + " with a reply that is " + defect);
    const json object = json::parse(text);
    if (!object.is_object())
        return fault(plugin, "answered " + status_name(status) + " with a reply that is no JSON object");
    Reply reply = {kind_of(status), "", text_of(object, "code"), text_of(object, "detail")};
    if (!is_code(reply.code) && !(may_be_silent && reply.code.empty()))
        return fault(plugin, "answered " + status_name(status) + " with the code \"" + reply.code.substr(0, 80) +
                                 "\", expected 1 to 64 of a-z, 0-9, '_'");
    return reply;
}

}  // namespace

void ReplyBuffer::write(void* self, const char* data, std::size_t size) noexcept {
    auto& buffer = *static_cast<ReplyBuffer*>(self);
    if (*buffer.defect_ != 0 || size == 0) return;
    if (data == nullptr) {
        buffer.defect_ = "wrote its reply from a null pointer";
    } else if (size > max_reply_bytes - buffer.text_.size()) {
        buffer.defect_ = "wrote a reply of more than 1 MiB";
    } else {
        try {
            buffer.text_.append(data, size);
        } catch (const std::bad_alloc&) {
            buffer.defect_ = "wrote a reply that memory is too short for";
        }
    }
}

std::string status_name(fg_status status) {
    switch (status) {
        case FG_OK:
            return "FG_OK";
        case FG_REFUSED:
            return "FG_REFUSED";
        case FG_INVALID:
            return "FG_INVALID";
        case FG_UNAVAILABLE:
            return "FG_UNAVAILABLE";
        case FG_FAULT:
            return "FG_FAULT";
        default:
            return "the unknown status " + std::to_string(status);
    }
}

Reply fault(const Manifest& plugin, const std::string& what) {
    return {Reply::Kind::fault, "", "", "plugin " + plugin.id + " " + plugin.version + ": " + what};
}

Reply read_reply(const Manifest& plugin, fg_status status, ReplyBuffer& reply) {
    if (*reply.defect() != 0) return fault(plugin, reply.defect());
    if (status < FG_OK || status > FG_FAULT) return fault(plugin, "answered " + status_name(status));
    if (status != FG_OK) return read_refusal(plugin, status, reply.text());
    if (const std::string defect = json_defect(reply.text()); !defect.empty())
        return fault(plugin, "answered FG_OK with a reply that is " + defect);
    return {Reply::Kind::ok, std::move(reply.text()), "", ""};
}

}  // namespace fairground::plugin
