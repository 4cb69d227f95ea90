// Makes a Document of the events of yaml-cpp's parser. Its own node tree is not used: it forgets the places of keys,
// lets a repeated key win silently, and would expand aliases.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "config/file_text.hpp"
#include "config/scalar.hpp"
#include "config/yaml.hpp"

namespace fairground::config {

constexpr std::string_view no_anchors = "anchors (&name) and aliases (*name) are not taken here; write the value out";
constexpr std::string_view open_quote = "a text in quotes that never ends; add the closing quote";

// Thrown to stop the parser; the problem is noted already.
struct Stopped {};

class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view text, Parsed& into) : text_(text), ruler_(text), into_(into) {}

    // Notes a problem at a byte of the text and stops.
    [[noreturn]] void stop(std::size_t byte, std::string message);
    // The innermost [ or { that is still open; empty: none.
    std::optional<std::size_t> open_bracket() const;
    bool empty() const { return documents_ == 0; }
    // What was read so far becomes the document, however far that was.
    void close();

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAnchor(const YAML::Mark& mark, const std::string& name) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& word) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    struct Level {
        nlohmann::json value;
        std::string pointer;
        std::size_t begin = 0;           // byte
        bool dropped = false;            // belongs to a repeated key: nothing of it is kept
        std::optional<std::string> key;  // of the value that comes next
        bool repeated = false;           // that key was there before
        bool is_key = false;             // a list or a map where a key should be
    };
    bool wants_key() const;
    std::string here() const;  // the pointer to tell a problem at
    void take_key(const YAML::Mark& mark, const std::string& word);
    std::string next_pointer() const;
    void begin_value(const YAML::Mark& mark);
    void refuse_open_quote(const YAML::Mark& mark);
    void scalar(Document::Place place, Scalar scalar);
    void open(const YAML::Mark& mark, nlohmann::json value);
    void shut();
    bool dropping() const { return !levels_.empty() && (levels_.back().dropped || levels_.back().repeated); }
    void put(nlohmann::json value);
    void note(std::string pointer, Document::Place place, std::string message);

    struct Finding {
        std::string pointer;
        Document::Place place;
        std::string message;
        bool doubtful = false;  // may be nothing but the parser's view of a bracket that is never closed
    };
    std::string_view text_;
    Ruler ruler_;
    Parsed& into_;
    std::vector<Level> levels_;
    std::vector<Finding> findings_;  // with pointers: they become keys when the document is whole
    std::size_t values_ = 0;
    int documents_ = 0;
};

}  // namespace fairground::config
