#include "plugin/json_text.hpp"

#include <stdexcept>

#include <simdjson.h>

namespace fairground::plugin {
namespace {

using nlohmann::json;

// Walks the text without building anything; stops at the first defect.
class Walk : public nlohmann::json_sax<json> {
public:
    std::string defect;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool key(string_t&) override { return true; }
    bool start_object(std::size_t) override { return deeper(); }
    bool start_array(std::size_t) override { return deeper(); }
    bool end_object() override { return --depth_, true; }
    bool end_array() override { return --depth_, true; }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        defect = "not JSON: it goes wrong at byte " + std::to_string(position);
        return false;
    }

private:
    bool deeper() {
        if (++depth_ <= max_json_depth) return true;
        defect = "JSON nested deeper than ";
        defect += std::to_string(max_json_depth) += " levels";
        return false;
    }

    int depth_ = 0;
};

}  // namespace

// Nearly all that plugins say is right, and simdjson sees that in a tenth of the time. What it does not like is walked
// through: the walk decides, and knows the words for it.
std::string json_defect(std::string_view text) {
    thread_local simdjson::dom::parser parser;
    if (parser.capacity() < text.size() || parser.max_depth() != max_json_depth)
        if (parser.allocate(std::max<std::size_t>(text.size(), 4096), max_json_depth)) throw std::bad_alloc();
    if (!text.empty() && parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS) return {};
    Walk walk;
    json::sax_parse(text, &walk);
    return walk.defect;
}

bool is_json_object(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' && json_defect(text).empty();
}

json parse_json(std::string_view text) {
    if (std::string defect = json_defect(text); !defect.empty()) throw std::invalid_argument(defect);
    return json::parse(text);
}

}  // namespace fairground::plugin
