#include "store/sqlite/kept_statements.hpp"

#include "store/sql/errors.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

void throw_last_error(sqlite3* handle, std::string_view text) {
    const std::string message = sqlite3_errmsg(handle);
    throw_sqlite_error(sqlite3_extended_errcode(handle), message, head_of(text));
}

OwnedStatement prepare(sqlite3* handle, std::string_view text, unsigned flags) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(handle, text.data(), static_cast<int>(text.size()), flags, &raw, nullptr) != SQLITE_OK)
        throw_last_error(handle, text);
    return OwnedStatement(raw);
}

KeptStatements::Use KeptStatements::use(const std::string& text) {
    const auto known = by_text_.find(text);
    if (known != by_text_.end()) {
        kept_.splice(kept_.begin(), kept_, known->second);
    } else {
        kept_.push_front({text, prepare(handle_, text, SQLITE_PREPARE_PERSISTENT)});
        by_text_.emplace(kept_.front().text, kept_.begin());
        if (kept_.size() > most_) {
            by_text_.erase(kept_.back().text);
            kept_.pop_back();
        }
    }
    return Use(kept_.front().statement.get());
}

}  // namespace fairground::store
