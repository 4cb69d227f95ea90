// The host's log: one JSON object per line, written by a thread of its own, so that nobody waits for a disk.
// {"ts":"2026-03-01T02:00:00.123Z","level":"warning","msg":"…","campaign":"wheel-spring"}
#pragma once
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::ops {

enum class Level { debug, info, warning, error };

// A name and a value beside the message: campaign, plugin, trace_id … What is named like a secret (token, password,
// authorization …) is not written, nor is a bearer token inside a text.
struct Field {
    Field(std::string_view key, std::string_view text);
    Field(std::string_view key, const char* text) : Field(key, std::string_view(text)) {}
    Field(std::string_view key, const std::string& text) : Field(key, std::string_view(text)) {}
    Field(std::string_view key, std::int64_t number);
    Field(std::string_view key, std::uint64_t number) : Field(key, static_cast<std::int64_t>(number)) {}
    Field(std::string_view key, int number) : Field(key, static_cast<std::int64_t>(number)) {}

    std::string_view key;
    std::string json;  // the value, ready to write
};
using Fields = std::initializer_list<Field>;

struct LogOptions {
    std::string level = "info";                   // debug, info, warning, error
    std::filesystem::path file;                   // empty: standard error
    std::size_t rotate_bytes = 64 * 1024 * 1024;  // a file that would grow larger is set aside
    std::size_t rotate_files = 5;                 // files set aside that are kept
    std::size_t queue = 8192;                     // lines waiting for the disk; when full, the oldest are dropped
};

// The log of the process while it lives; Poco's loggers write here too. One at a time. Without one, warnings and errors
// go to standard error. Throws std::invalid_argument for an unknown level, std::runtime_error naming a file that cannot
// be opened. The destructor writes what is queued.
class Log {
public:
    explicit Log(const LogOptions& options);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Where in the code a line is logged. (std::source_location needs a newer clang than the one that checks this code.)
struct Site {
    const char* file;
    int line;
    static constexpr Site here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
        return {file, line};
    }
};

// Any thread; never throws and never waits for a disk. Warnings and errors are limited to 20 in 10 seconds for each
// place in the code and campaign; the next one let through says how many were left out ("suppressed").
void log(Level level, std::string_view message, Fields fields = {}, Site site = Site::here()) noexcept;

// One line, written at once by the caller without any Log: for a process that has one thread and must go on whatever
// happens. Appends to the file (empty: standard error), which others may write and set aside meanwhile.
void log_directly(const std::filesystem::path& file, Level level, std::string_view message,
                  const std::vector<Field>& fields) noexcept;

inline void log_info(std::string_view message, Fields fields = {}, Site site = Site::here()) noexcept {
    log(Level::info, message, fields, site);
}
inline void log_warning(std::string_view message, Fields fields = {}, Site site = Site::here()) noexcept {
    log(Level::warning, message, fields, site);
}
inline void log_error(std::string_view message, Fields fields = {}, Site site = Site::here()) noexcept {
    log(Level::error, message, fields, site);
}

// Since the start of the process.
struct LogCounters {
    std::uint64_t dropped = 0;     // the queue was full
    std::uint64_t suppressed = 0;  // the limit of warnings and errors
    std::uint64_t failed = 0;      // could not be written (a full disk)
};
LogCounters log_counters();

}  // namespace fairground::ops
