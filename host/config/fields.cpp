#include "config/fields.hpp"

#include <algorithm>

#include "config/pointer.hpp"

namespace fairground::config {

namespace {

const nlohmann::json empty_map = nlohmann::json::object();

std::string shortened(const std::string& text) {
    constexpr std::size_t longest = 60;
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

// yes, Off, TRUE…: what other YAML readers take for a truth value.
std::string meant_flag(const nlohmann::json& value) {
    if (!value.is_string()) return {};
    std::string word = value.get<std::string>();
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    if (word == "yes" || word == "on" || word == "y" || word == "true") return "true";
    if (word == "no" || word == "off" || word == "n" || word == "false") return "false";
    return {};
}

// 0012, 20_000 or "12" in quotes: a number for a person, text by the rules.
std::string meant_number(const nlohmann::json& value) {
    if (!value.is_string()) return {};
    const auto& word = value.get_ref<const std::string&>();
    const bool figures = !word.empty() && word.find_first_not_of("0123456789_,") == std::string::npos;
    return figures ? "; write it without quotes, leading zeros, _ and ," : "";
}

std::string range(std::int64_t least, std::int64_t most) {
    return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

std::string described(const nlohmann::json& value) {
    if (value.is_null()) return "nothing";
    if (value.is_array()) return "a list";
    if (value.is_object()) return "a map";
    if (value.is_string()) return "\"" + shortened(value.get<std::string>()) + "\"";
    return (value.is_number() ? "the number " : "") + value.dump();
}

std::string expected(std::string_view what, const nlohmann::json& found) {
    return "expected " + std::string(what) + ", found " + described(found);
}

std::string expected_one_of(const std::vector<std::string>& known, const std::string& found) {
    std::string all;
    for (const std::string& word : known) all += (all.empty() ? "" : ", ") + word;
    const std::string near = nearest(found, known);
    return expected((known.size() > 1 ? "one of " : "") + all, found) +
           (near.empty() ? "" : "; did you mean " + near + "?");
}

Fields::Fields(const Document& document, std::string pointer, std::vector<Problem>& problems, Outline* outline)
    : document_(document), pointer_(std::move(pointer)), problems_(problems), outline_(outline), map_(&document.value) {
    for (const std::string& token : pointer_tokens(pointer_)) map_ = child(map_, token);
    if (map_ && !map_->is_null() && !map_->is_object()) {
        problems_.push_back(document_.problem(pointer_, expected("a map (key: value)", *map_)));
    }
    if (!map_ || !map_->is_object()) map_ = &empty_map;
}

bool Fields::has(std::string_view key) const {
    return map_->contains(key);
}

bool Fields::layered(std::string_view key) const {
    const auto place = document_.places.find(pointer(key));
    return place != document_.places.end() && !place->second.layer.empty();
}

std::string Fields::pointer(std::string_view key) const {
    return pointer_to(pointer_, key);
}

void Fields::problem(std::string_view key, std::string message) {
    problems_.push_back(document_.problem(pointer(key), std::move(message)));
}

void Fields::key_problem(const std::string& key, std::string message) {
    problem(key, std::move(message));
    const auto place = document_.keys.find(pointer(key));
    if (place == document_.keys.end()) return;  // given with --set
    problems_.back().line = place->second.line;
    problems_.back().column = place->second.column;
}

Fields Fields::section(const std::string& key) {
    known_.push_back(key);
    outline(key, nullptr);
    return Fields(document_, pointer(key), problems_, outline_);
}

void Fields::outline(const std::string& key, nlohmann::json schema, nlohmann::json value) {
    if (outline_ == nullptr) return;
    const bool required = std::find(required_.begin(), required_.end(), key) != required_.end();
    outline_->keys.push_back({pointer(key), std::move(schema), std::move(value), required});
}

const nlohmann::json* Fields::any(const std::string& key, std::string_view wanted) {
    known_.push_back(key);
    const auto found = map_->find(key);
    if (found == map_->end()) return nullptr;
    if (found->is_null()) {
        problem(key, expected(wanted, *found) + "; give it a value or remove it");
        return nullptr;
    }
    return &*found;
}

bool Fields::text_at(const std::string& pointer, const nlohmann::json& value, const Check& check) {
    std::string message;
    if (!value.is_string()) {
        message = expected("text", value);
        if (value.is_primitive() && !value.is_null()) message += "; put it in quotes: \"" + value.dump() + "\"";
    } else if (value.get_ref<const std::string&>().find('\0') != std::string::npos) {
        message = "expected text, found a zero byte (\\0) in it; remove it";
    } else if (check) {
        message = check(value.get<std::string>());
    }
    if (!message.empty()) problems_.push_back(document_.problem(pointer, message));
    return message.empty();
}

void Fields::text(const std::string& key, std::string& into, const Check& check) {
    const nlohmann::json* value = any(key, "text");
    if (value && text_at(pointer(key), *value, check)) into = value->get<std::string>();
    outline(key, {{"type", "string"}}, into);
}

void Fields::choice(const std::string& key, std::string& into, const std::vector<std::string>& words) {
    const nlohmann::json* value = any(key, "text");
    const Check known = [&](const std::string& text) {
        return std::find(words.begin(), words.end(), text) != words.end() ? "" : expected_one_of(words, text);
    };
    if (value && text_at(pointer(key), *value, known)) into = value->get<std::string>();
    outline(key, {{"enum", words}}, into);
}

void Fields::path(const std::string& key, std::filesystem::path& into) {
    std::string text = into.string();
    this->text(key, text, [](const std::string& path) { return path.empty() ? "expected a path, found \"\"" : ""; });
    into = text;
}

void Fields::flag(const std::string& key, bool& into) {
    const nlohmann::json* value = any(key, "true or false");
    if (value && value->is_boolean()) {
        into = value->get<bool>();
    } else if (value) {
        const std::string meant = meant_flag(*value);
        problem(key, expected("true or false", *value) + (meant.empty() ? "" : "; write " + meant));
    }
    outline(key, {{"type", "boolean"}}, into);
}

bool Fields::read_whole(const std::string& key, std::int64_t& into, std::int64_t least, std::int64_t most) {
    const nlohmann::json* value = any(key, range(least, most));
    if (!value) return false;
    if (!value->is_number_integer() || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        problem(key, expected(range(least, most), *value) + meant_number(*value));
        return false;
    }
    into = value->get<std::int64_t>();
    return true;
}

void Fields::texts(const std::string& key, std::vector<std::string>& into, const Check& check) {
    read_texts(key, into, check);
    outline(key, {{"type", "array"}, {"items", {{"type", "string"}}}, {"uniqueItems", true}}, into);
}

void Fields::read_texts(const std::string& key, std::vector<std::string>& into, const Check& check) {
    const nlohmann::json* value = any(key, "a list of texts");
    if (!value) return;
    if (!value->is_array()) {
        problem(key, expected("a list, such as [a, b]", *value) + (value->is_string() ? "; put it in brackets" : ""));
        return;
    }
    into.clear();
    for (std::size_t i = 0; i < value->size(); ++i) {
        const nlohmann::json& item = (*value)[i];
        const std::string at = pointer_to(pointer(key), i);
        if (!text_at(at, item, check)) continue;
        if (std::find(into.begin(), into.end(), item.get<std::string>()) != into.end()) {
            problems_.push_back(document_.problem(at, described(item) + " is in the list twice; remove one"));
        } else {
            into.push_back(item.get<std::string>());
        }
    }
}

void Fields::amounts(const std::string& key, std::map<std::string, double>& into) {
    constexpr double most = 1e12;
    outline(key,
            {{"type", "object"}, {"additionalProperties", {{"type", "number"}, {"minimum", 0}, {"maximum", most}}}});
    const nlohmann::json* map = any(key, "a map of name and number");
    if (!map) return;
    if (!map->is_object()) return problem(key, expected("a map of name and number", *map));
    for (const auto& [name, amount] : map->items()) {
        if (amount.is_number() && amount.get<double>() >= 0 && amount.get<double>() <= most) {
            into[name] = amount.get<double>();
        } else {
            problems_.push_back(document_.problem(pointer_to(pointer(key), name),
                                                  expected("a number from 0 to 1e12", amount) + meant_number(amount)));
        }
    }
}

void Fields::numbers(const std::string& key, std::vector<double>& into, double least, double most, std::size_t fewest,
                     std::size_t longest) {
    const auto plain = [](double number) { return nlohmann::json(static_cast<std::int64_t>(number)).dump(); };
    const std::string count =
        fewest == longest ? std::to_string(fewest) : std::to_string(fewest) + " to " + std::to_string(longest);
    const std::string wanted = "a list of " + count + " numbers from " + plain(least) + " to " + plain(most);
    const nlohmann::json* value = any(key, wanted);
    if (!value) return;
    if (!value->is_array()) return problem(key, expected(wanted, *value));
    if (value->size() < fewest || value->size() > longest)
        return problem(key, "expected " + wanted + ", found " + std::to_string(value->size()));
    into.clear();
    for (std::size_t i = 0; i < value->size(); ++i) {
        const nlohmann::json& number = (*value)[i];
        if (number.is_number() && number.get<double>() >= least && number.get<double>() <= most)
            into.push_back(number.get<double>());
        else
            problems_.push_back(document_.problem(
                pointer_to(pointer(key), i), expected("a number from " + plain(least) + " to " + plain(most), number)));
    }
}

void Fields::require(const std::string& key, std::string_view wanted) {
    required_.push_back(key);
    if (!has(key)) problem(key, "the key is missing; expected " + std::string(wanted));
}

void Fields::refuse(const std::string& key, const std::string& message) {
    known_.push_back(key);
    if (has(key)) key_problem(key, message);
}

void Fields::no_others() {
    for (const auto& [key, value] : map_->items()) {
        if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
        const std::string near = nearest(key, known_);
        std::string all;
        for (const std::string& word : known_) all += (all.empty() ? "" : ", ") + word;
        key_problem(key, "unknown key; " + (near.empty() ? "expected one of " + all : "did you mean " + near + "?"));
    }
}

}  // namespace fairground::config
