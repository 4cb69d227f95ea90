#include "http/json_body.hpp"

#include <unordered_set>

#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

// Follows the parser's events; the parser itself keeps one bit per level, so depth costs no stack.
class Inspector final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Inspector(std::size_t depth) : depth_(depth) {}

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }

    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Level& level = levels_.back();
        if (!level.keys.insert(name).second)
            throw Problem(400, "body_duplicate_key", "the body has the key \"" + name + "\" twice in " + place());
        level.key = name;
        return true;
    }

    bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception&) override {
        throw Problem(400, "body_not_json",
                      "the body is not JSON in UTF-8: byte " + std::to_string(byte) + " does not fit, in " + place());
    }

private:
    struct Level {
        bool object;
        std::size_t index = 0;  // of the next element, in an array
        std::string key;
        std::unordered_set<std::string> keys;
    };

    bool value() {
        if (levels_.empty()) throw Problem(400, "body_not_an_object", "expected a JSON object, found a single value");
        ++levels_.back().index;
        return true;
    }

    bool open(bool object) {
        if (levels_.empty() && !object)
            throw Problem(400, "body_not_an_object", "expected a JSON object, found an array");
        if (levels_.size() == depth_)
            throw Problem(400, "body_too_deep",
                          "the body is nested deeper than " + std::to_string(depth_) + " levels, in " + place());
        levels_.push_back({object, 0, {}, {}});
        return true;
    }

    bool close() {
        levels_.pop_back();
        if (!levels_.empty()) ++levels_.back().index;
        return true;
    }

    // A JSON pointer, shortened: keys are the caller's and may be long.
    std::string place() const {
        constexpr std::size_t longest = 120;
        std::string path;
        for (std::size_t i = 0; i + 1 < levels_.size() && path.size() < longest; ++i)
            path += "/" + (levels_[i].object ? levels_[i].key : std::to_string(levels_[i].index));
        return path.empty() ? "the outermost object" : path.substr(0, longest);
    }

    const std::size_t depth_;
    std::vector<Level> levels_;
};

}  // namespace

void check_object(std::string_view text, std::size_t depth) {
    if (text.starts_with("\xEF\xBB\xBF"))
        throw Problem(400, "body_not_json", "the body begins with a byte order mark; send plain UTF-8");
    if (const auto zero = text.find('\0');
        zero != std::string_view::npos)  // the parser takes it for the end of the text
        throw Problem(400, "body_not_json", "the body is not JSON: byte " + std::to_string(zero + 1) + " is a zero");
    Inspector inspector(depth);
    nlohmann::json::sax_parse(text.begin(), text.end(), &inspector);
}

nlohmann::json parse_object(std::string_view text, std::size_t depth) {
    if (text.empty()) return nlohmann::json::object();
    check_object(text, depth);
    return nlohmann::json::parse(text.begin(), text.end());
}

void require_json_type(const Request& request) {
    if (request.count("Content-Type") == 0) return;
    const auto type = request.header("Content-Type");
    if (!same_without_case(trimmed(type.substr(0, type.find(';'))), "application/json"))
        throw Problem(415, "not_json", "expected Content-Type: application/json");
}

}  // namespace fairground::http
