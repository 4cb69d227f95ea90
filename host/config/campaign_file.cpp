#include <algorithm>

#include "config/checks.hpp"
#include "config/fields.hpp"
#include "config/file_text.hpp"
#include "config/layers.hpp"
#include "config/pointer.hpp"
#include "config/rfc3339.hpp"
#include "config/time_zones.hpp"
#include "config/yaml.hpp"

namespace fairground::config {

namespace {

std::string check_name(const std::string& text) {
    return made_of(text, "-", 48) ? "" : expected("1 to 48 of a-z, 0-9 and -", text);
}

std::string check_player(const std::string& text) {
    return made_of(text, "._@-", 64, true) ? "" : expected("a player's id (1 to 64 of A-Z, a-z, 0-9, . _ @ -)", text);
}

std::string check_region(const std::string& text) {
    return made_of(text, "-", 16, true) ? "" : expected("a region such as CN or CN-SH", text);
}

std::string check_title(const std::string& text) {
    constexpr std::size_t longest = 200;
    if (text.empty()) return "expected a title, found \"\"";
    return text.size() <= longest ? "" : expected("a title of at most " + std::to_string(longest) + " bytes", text);
}

// "1", "1.4", "1.4.2".
bool version_prefix(std::string_view text) {
    const bool figures = !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
    return figures && text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

std::string check_plugin(const std::string& text) {
    const std::size_t at = text.find('@');
    const bool named = made_of(text.substr(0, at), "_.-", 48);
    if (named && (at == std::string::npos || version_prefix(std::string_view(text).substr(at + 1)))) return "";
    return expected("a plugin's name, maybe with a version, such as lucky-wheel or lucky-wheel@1.4", text);
}

bool language(const std::string& text) {
    return made_of(text, "-", 35, true) && text.size() >= 2;
}

// A text for all languages, or a map of them.
void read_title(Fields& top, const Document& document, CampaignFile& file, std::vector<Problem>& problems) {
    const nlohmann::json text = {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}};
    top.outline("title",
                {{"oneOf", {text, {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", text}}}}});
    const nlohmann::json* title = top.any("title", "a title, or a map of language and title");
    if (!title) return;
    if (title->is_array()) return top.problem("title", expected("a title, or a map of language and title", *title));
    if (!title->is_object()) return top.text("title", file.title["und"], check_title);
    Fields texts(document, top.pointer("title"), problems);
    if (title->empty()) top.problem("title", "expected at least one language, found none");
    for (const auto& [name, text] : title->items()) {
        if (!language(name)) {
            texts.problem(name, expected("a language such as en, zh or zh-Hant", name));
        } else {
            texts.text(name, file.title[name], check_title);
        }
    }
}

void read_window(Fields window, CampaignFile& file) {
    const auto read = [&](const std::string& key, auto& into) {
        std::string text;
        window.text(key, text, [](const std::string& value) { return parse_instant(value).problem; });
        if (!text.empty()) into = parse_instant(text).time;
    };
    read("from", file.from);
    read("to", file.to);
    if (file.from && file.to && *file.from >= *file.to) {
        if (window.layered("from") && !window.layered("to"))
            window.problem("from", "expected a time before window.to, found one that is not; change both");
        else
            window.problem("to", "expected a time after window.from, found one that is not; swap or correct them");
    }
    window.no_others();
}

void read_audience(Fields audience, Audience& into) {
    audience.flag("followers_only", into.followers_only);
    audience.texts("regions", into.regions, check_region);
    audience.texts("allow", into.allow, check_player);
    audience.texts("deny", into.deny, check_player);
    for (const std::string& player : into.allow) {
        if (std::find(into.deny.begin(), into.deny.end(), player) != into.deny.end()) {
            audience.problem("deny", "\"" + player + "\" is in audience.allow too; remove it from one of them");
        }
    }
    audience.no_others();
}

std::string check_unit(const std::string& text) {
    return made_of(text, "", 8, true) ? "" : expected("a unit of money such as CNY or EUR", text);
}

void read_costs(Fields costs, Costs& into) {
    if (!costs.empty()) costs.require("unit", "the unit of all costs, such as CNY");
    costs.text("unit", into.unit, check_unit);
    costs.amounts("prizes", into.prizes);
    costs.amounts("currencies", into.currencies);
    costs.amounts("coupons", into.coupons);
    costs.no_others();
}

void read_keys(const Document& document, CampaignFile& file, std::vector<Problem>& problems, Outline* outline) {
    Fields top(document, "", problems, outline);
    if (!document.value.is_object()) return;
    top.require("id", "the campaign's id, such as wheel-spring");
    top.text("id", file.id, check_name);
    top.require("plugin", "the name of a plugin, such as lucky-wheel");
    top.text("plugin", file.plugin, check_plugin);
    top.text("tenant", file.tenant, check_name);
    file.title = {};
    read_title(top, document, file, problems);
    if (!top.has("title")) file.title["und"] = file.id;
    top.text("time_zone", file.time_zone, check_time_zone);
    read_window(top.section("window"), file);
    read_audience(top.section("audience"), file.audience);
    read_costs(top.section("costs"), file.costs);
    Fields approval = top.section("approval");
    approval.flag("four_eyes", file.four_eyes);
    approval.no_others();
    Fields settings = top.section("settings");
    if (document.value.contains("settings") && document.value["settings"].is_object()) {
        file.settings = document.value["settings"];
    }
    top.known("environments");
    top.no_others();
}

const nlohmann::json name_schema = {{"type", "string"}, {"pattern", "^[a-z0-9-]{1,48}$"}};

// A schema as part of another one: its local references point into the place where it is put.
void move_references(nlohmann::json& schema, const std::string& to) {
    if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
        const auto reference = schema["$ref"].get<std::string>();
        if (reference.starts_with('#')) schema["$ref"] = "#" + to + reference.substr(1);
    }
    for (nlohmann::json& inner : schema) {
        if (inner.is_structured()) move_references(inner, to);
    }
}

}  // namespace

CampaignFile parse_campaign(std::string_view yaml, const std::string& file_name, const std::string& environment) {
    Parsed parsed = parse(yaml, file_name);
    CampaignFile file;
    if (parsed.whole) {
        file.environments = environments_of(parsed.document, {"id", "tenant", "environments"}, parsed.problems);
        apply_environment(parsed.document, environment, parsed.problems);
        read_keys(parsed.document, file, parsed.problems, nullptr);
    }
    throw_if_any(std::move(parsed.problems));
    file.document = std::move(parsed.document);
    return file;
}

CampaignFile read_campaign_file(const std::filesystem::path& file, const std::string& environment) {
    return parse_campaign(read_text(file), file.string(), environment);
}

nlohmann::json campaign_schema(const std::map<std::string, nlohmann::json>& settings) {
    Outline outline;
    CampaignFile file;
    std::vector<Problem> none;
    Document empty;
    empty.value = nlohmann::json::object();
    read_keys(empty, file, none, &outline);
    nlohmann::json layer = schema_of(outline, campaign_words());
    layer["properties"]["id"].update(name_schema);
    layer["properties"]["tenant"].update(name_schema);
    // What an environment changes may be part of a list, by id; only the whole is held against the plugin's schema.
    layer["properties"]["settings"].erase("additionalProperties");
    nlohmann::json schema = layer;
    layer.erase("required");
    for (const char* fixed : {"id", "tenant"}) layer["properties"].erase(fixed);
    layer["properties"]["costs"].erase("required");

    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "A campaign of Fairground";
    schema["definitions"] = {{"layer", std::move(layer)}};
    schema["properties"]["environments"] = {{"description", campaign_words().at("/environments")},
                                            {"type", "object"},
                                            {"propertyNames", {{"pattern", "^[a-z0-9-]{1,32}$"}}},
                                            {"additionalProperties", {{"$ref", "#/definitions/layer"}}}};
    for (const auto& [plugin, of_plugin] : settings) {
        nlohmann::json& placed = schema["definitions"][plugin] = of_plugin;
        move_references(placed, pointer_to("/definitions", plugin));
        schema["allOf"].push_back(
            {{"if", {{"properties", {{"plugin", {{"pattern", "^" + plugin + "(@|$)"}}}}}, {"required", {"plugin"}}}},
             {"then", {{"properties", {{"settings", {{"$ref", "#/definitions/" + plugin}}}}}}}});
    }
    return schema;
}

}  // namespace fairground::config
