#include "config/builder.hpp"

#include <algorithm>

#include "config/pointer.hpp"

namespace fairground::config {

namespace {

constexpr std::size_t max_depth = 32;
constexpr std::size_t max_values = 20'000;

std::size_t byte(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

}  // namespace

void Builder::note(std::string pointer, Document::Place place, std::string message) {
    findings_.push_back({std::move(pointer), place, std::move(message), false});
}

std::string Builder::here() const {
    const auto key = std::find_if(levels_.begin(), levels_.end(), [](const Level& level) { return level.is_key; });
    if (key != levels_.end()) return std::prev(key)->pointer;
    return wants_key() ? levels_.back().pointer : next_pointer();
}

void Builder::stop(std::size_t byte, std::string message) {
    std::erase_if(findings_, [](const Finding& finding) { return finding.doubtful; });
    note(levels_.size() < max_depth ? here() : "", ruler_.place(byte), std::move(message));
    into_.whole = false;
    throw Stopped{};
}

std::optional<std::size_t> Builder::open_bracket() const {
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
        if (level->begin < text_.size() && (text_[level->begin] == '[' || text_[level->begin] == '{')) {
            return level->begin;
        }
    }
    return std::nullopt;
}

void Builder::close() {
    while (!levels_.empty()) shut();
    for (Finding& finding : findings_) {
        Problem problem = into_.document.problem(finding.pointer, std::move(finding.message));
        problem.line = finding.place.line;
        problem.column = finding.place.column;
        into_.problems.push_back(std::move(problem));
    }
    findings_.clear();
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
    if (++documents_ == 1) return;
    if (text_.substr(byte(mark)).starts_with("---")) {
        stop(byte(mark), "a second document begins here; expected one per file: move it to a file of its own");
    }
    stop(byte(mark), "this does not belong to what stands above; check the indentation");
}

bool Builder::wants_key() const {
    return !levels_.empty() && levels_.back().value.is_object() && !levels_.back().key;
}

void Builder::take_key(const YAML::Mark& mark, const std::string& word) {
    Level& map = levels_.back();
    map.key = word;
    map.repeated = false;
    if (map.dropped) return;
    const std::string pointer = pointer_to(map.pointer, word);
    const Document::Place place = ruler_.place(byte(mark));
    const auto [first, fresh] = into_.document.keys.try_emplace(pointer, place);
    map.repeated = !fresh;
    if (fresh) return;
    note(pointer, place,
         "this key is there twice, first in line " + std::to_string(first->second.line) + "; remove one");
}

std::string Builder::next_pointer() const {
    if (levels_.empty()) return "";
    const Level& level = levels_.back();
    return level.value.is_array() ? pointer_to(level.pointer, level.value.size())
                                  : pointer_to(level.pointer, level.key.value_or(""));
}

void Builder::begin_value(const YAML::Mark& mark) {
    const std::size_t at = byte(mark);
    if (at < text_.size() && text_[at] == '!') {
        stop(at, "tags (!name) are not taken here; remove it, or put the text in quotes");
    }
    if (++values_ > max_values) stop(at, "too many values: expected at most " + std::to_string(max_values));
}

// The parser takes the end of the file for the missing quote and so would make one text of all that follows.
void Builder::refuse_open_quote(const YAML::Mark& mark) {
    const std::size_t begin = byte(mark);
    if (begin >= text_.size()) return;
    const char quote = text_[begin];
    if (quote != '"' && quote != '\'') return;
    for (std::size_t at = begin + 1; at < text_.size(); ++at) {
        if (text_[at] == quote) return;
        if (text_[at] == '\\' && quote == '"') ++at;
    }
    stop(begin, std::string(open_quote));
}

void Builder::put(nlohmann::json value) {
    if (levels_.empty()) {
        into_.document.value = std::move(value);
    } else if (Level& level = levels_.back(); level.value.is_array()) {
        level.value.push_back(std::move(value));
    } else if (level.key) {
        if (!level.repeated) level.value.emplace(*level.key, std::move(value));
        level.key.reset();
    }
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
    stop(byte(mark), std::string(no_anchors));
}
void Builder::OnAnchor(const YAML::Mark& mark, const std::string&) {
    stop(byte(mark), std::string(no_anchors));
}

void Builder::scalar(Document::Place place, Scalar scalar) {
    const std::string pointer = next_pointer();
    if (!dropping()) into_.document.places.emplace(pointer, place);
    if (!scalar.problem.empty()) note(pointer, place, std::move(scalar.problem));
    put(std::move(scalar.value));
}

// Nothing stands nowhere: its place is that of its key.
void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
    begin_value(mark);
    if (wants_key()) stop(byte(mark), "a key without a name; write one before the colon");
    const auto key = into_.document.keys.find(next_pointer());
    scalar(key == into_.document.keys.end() ? ruler_.place(byte(mark)) : key->second, {});
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& word) {
    begin_value(mark);
    refuse_open_quote(mark);
    const bool quoted = tag == "!";
    if (!wants_key()) return scalar(ruler_.place(byte(mark)), quoted ? Scalar{word, {}} : plain_scalar(word));
    if (word.empty()) stop(byte(mark), "a key without a name; write one before the colon");
    take_key(mark, word);
}

void Builder::open(const YAML::Mark& mark, nlohmann::json value) {
    begin_value(mark);
    if (levels_.size() >= max_depth) {
        stop(byte(mark), "nested too deeply: expected at most " + std::to_string(max_depth) + " levels");
    }
    std::string pointer = next_pointer();
    const bool is_key = wants_key();
    if (is_key) {
        note(levels_.back().pointer, ruler_.place(byte(mark)), "expected a name as key, found a list or a map");
        findings_.back().doubtful = true;
    }
    const bool dropped = dropping() || is_key;
    if (!dropped) into_.document.places.emplace(pointer, ruler_.place(byte(mark)));
    levels_.push_back({std::move(value), std::move(pointer), byte(mark), dropped, {}, false, is_key});
}

void Builder::shut() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (level.is_key) {
        levels_.back().key = "";
        levels_.back().repeated = true;
    } else {
        put(std::move(level.value));
    }
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) {
    open(mark, nlohmann::json::array());
}
void Builder::OnSequenceEnd() {
    shut();
}
void Builder::OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) {
    open(mark, nlohmann::json::object());
}
void Builder::OnMapEnd() {
    shut();
}

}  // namespace fairground::config
