// Whatever bytes a campaign file holds: it is read, or every problem is told at a place within the file. What was read
// can be written as JSON, and reads as the same again (JSON is YAML).
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "config/config.hpp"

namespace {

using namespace fairground::config;

void demand(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "does not hold: " << what << "\n";
    std::abort();
}

void check_problems(const Error& error, std::string_view text) {
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    demand(!error.problems.empty(), "a refusal names a problem");
    for (const Problem& problem : error.problems) {
        demand(!problem.message.empty(), "a problem has a message");
        demand(problem.line >= 0 && problem.line <= lines, "a problem lies within the file");
        demand(nlohmann::json::accept(nlohmann::json(to_text(problem)).dump()), "a message is UTF-8");
    }
}

void check_places(const Document& document, std::string_view text) {
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    for (const auto& [pointer, place] : document.places) {
        demand(document.value.contains(nlohmann::json::json_pointer(pointer)), "a place is that of a value");
        demand(place.line >= 1 && place.line <= lines && place.column >= 1, "a place lies within the file");
    }
}

void check_same_again(const nlohmann::json& value) {
    const std::string json = value.dump();
    // The parser gives up on keys of more than 1,024 bytes, and DEL is no YAML.
    if (json.size() > 1000 || json.find('\x7f') != std::string::npos) return;
    try {
        demand(parse_yaml(json, "again").value == value, "what was read reads as the same again");
    } catch (const Error& error) {
        std::cerr << json << "\n" << error.what() << "\n";
        demand(false, "what was read can be read again");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    bool read = false;
    try {
        parse_campaign(text, "f", "prod");
        read = true;
    } catch (const Error& error) {
        check_problems(error, text);
    }
    try {
        const Document document = parse_yaml(text, "f");
        check_places(document, text);
        check_same_again(document.value);
    } catch (const Error& error) {
        check_problems(error, text);
        demand(!read, "a campaign is a YAML document");
    }
    return 0;
}
