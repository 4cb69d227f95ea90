#include <algorithm>
#include <array>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

constexpr std::size_t max_attributes = 16;
constexpr std::size_t max_id = 64;
constexpr std::size_t max_name = 48;        // of a tenant or an attribute
constexpr std::size_t max_characters = 64;  // of a text to show

bool only(std::string_view text, std::string_view others, bool capitals) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (capitals && c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    });
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= max_id && only(text, "._@-", true);
}
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= max_name && only(text, "_.-", false);
}

// Bytes that begin a character: UTF-8 was checked when the body was parsed.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_shown_text(std::string_view text) {
    return characters(text) <= max_characters && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

const std::string& text_at(const nlohmann::json& value, const std::string& where) {
    if (!value.is_string()) throw LoginRefused(where + ": expected a text, found " + value.type_name());
    return value.get_ref<const std::string&>();
}

std::string attribute(const std::string& key, const nlohmann::json& value) {
    if (!is_name(key)) throw LoginRefused("attributes: a name must match [a-z0-9_.-]{1,48}");
    const std::string& text = text_at(value, "attributes." + key);
    if (!is_shown_text(text))
        throw LoginRefused("attributes." + key + ": at most 64 characters, none of them control characters");
    return text;
}

void refuse_unknown_fields(const nlohmann::json& body) {
    constexpr std::array known{"provider", "player", "name", "tenant", "attributes"};
    for (const auto& field : body.items())
        if (std::find(known.begin(), known.end(), field.key()) == known.end())
            throw LoginRefused("unknown field \"" + field.key() +
                               "\"; the provider \"dev\" takes player, name, tenant and attributes");
}

}  // namespace

Player dev_login(const nlohmann::json& body) {
    if (!body.is_object()) throw LoginRefused("expected an object such as {\"provider\":\"dev\",\"player\":\"ann\"}");
    refuse_unknown_fields(body);
    Player player;
    if (!body.contains("player")) throw LoginRefused("player is missing: say who you are, such as \"player\":\"ann\"");
    player.id = text_at(body["player"], "player");
    if (!is_id(player.id)) throw LoginRefused("player: must match [A-Za-z0-9._@-]{1,64}");
    player.name = body.contains("name") ? text_at(body["name"], "name") : player.id;
    if (!is_shown_text(player.name)) throw LoginRefused("name: at most 64 characters, none of them control characters");
    if (body.contains("tenant")) player.tenant = text_at(body["tenant"], "tenant");
    if (!is_name(player.tenant)) throw LoginRefused("tenant: must match [a-z0-9_.-]{1,48}");
    if (!body.contains("attributes")) return player;
    const auto& attributes = body["attributes"];
    if (!attributes.is_object())
        throw LoginRefused(std::string("attributes: expected an object, found ") + attributes.type_name());
    if (attributes.size() > max_attributes) throw LoginRefused("attributes: at most 16");
    for (const auto& [key, value] : attributes.items()) player.attributes.emplace(key, attribute(key, value));
    return player;
}

}  // namespace fairground::auth
