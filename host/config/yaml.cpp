#include "config/yaml.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/builder.hpp"
#include "config/file_text.hpp"

namespace fairground::config {

namespace {

// The parser's words for what is wrong, in those of somebody who edits a file.
std::string plainly(const std::string& message) {
    namespace said = YAML::ErrorMsg;
    static const std::map<std::string_view, std::string_view> words{
        {said::MAP_VALUE,
         "a colon that does not belong here; put text that contains \": \" in quotes, or check the indentation"},
        {said::MAP_KEY, "a key that does not belong here; check the indentation"},
        {said::BLOCK_ENTRY, "a list item (- ) that does not belong here; check the indentation"},
        {said::END_OF_MAP, "expected another \"key: value\" of the map; check the indentation"},
        {said::END_OF_SEQ, "expected another item (- ) of the list; check the indentation"},
        {said::FLOW_END, "a closing bracket without its opening one"},
        {said::EOF_IN_SCALAR, open_quote},
        {said::DOC_IN_SCALAR, open_quote},
        {said::UNKNOWN_TOKEN, "a character that must not begin a value; put the value in quotes"},
        {said::UNKNOWN_ANCHOR, no_anchors},
        {said::ALIAS_NOT_FOUND, "a value must not begin with *; put it in quotes"},
        {said::ANCHOR_NOT_FOUND, "a value must not begin with &; put it in quotes"},
        {said::TAB_IN_INDENTATION, "a tab in the indentation; use spaces"},
    };
    const auto found = words.find(message);
    if (found != words.end()) return std::string(found->second);
    if (message.starts_with(said::INVALID_ESCAPE)) {
        return "no such escape in a text in double quotes: \\" +
               message.substr(std::string(said::INVALID_ESCAPE).size()) + "; write \\\\ for a backslash";
    }
    return "not YAML: " + message;
}

[[noreturn]] void stop_at(Builder& builder, const YAML::Exception& error) {
    const bool unclosed = error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW || error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
    if (const auto bracket = builder.open_bracket(); unclosed && bracket) {
        builder.stop(*bracket, "a bracket that is never closed, or a comma missing behind it");
    }
    builder.stop(error.mark.pos < 0 ? 0 : static_cast<std::size_t>(error.mark.pos), plainly(error.msg));
}

}  // namespace

Parsed parse(std::string_view text, const std::string& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Parsed parsed;
    parsed.document.file = file;
    if (auto problem = unreadable(text, file)) {
        parsed.problems.push_back(std::move(*problem));
        parsed.whole = false;
        return parsed;
    }
    Builder builder(text, parsed);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        try {
            while (parser.HandleNextDocument(builder)) continue;
        } catch (const YAML::Exception& error) {
            stop_at(builder, error);
        }
        if (builder.empty()) builder.stop(0, "the file is empty");
    } catch (const Stopped&) {
    }
    builder.close();
    return parsed;
}

std::vector<Problem> in_order(std::vector<Problem> problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return problems;
}

void throw_if_any(std::vector<Problem> problems) {
    if (!problems.empty()) throw Error(in_order(std::move(problems)));
}

Document parse_yaml(std::string_view text, const std::string& file_name) {
    Parsed parsed = parse(text, file_name);
    throw_if_any(std::move(parsed.problems));
    return std::move(parsed.document);
}

Document read_yaml(const std::filesystem::path& file) {
    return parse_yaml(read_text(file), file.string());
}

}  // namespace fairground::config
