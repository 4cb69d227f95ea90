#include "ops/log.hpp"

#include <atomic>
#include <cstdio>

#include <fcntl.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include "ops/log_line.hpp"
#include "ops/poco_bridge.hpp"

namespace fairground::ops {
namespace {

using namespace std::chrono_literals;

struct Totals {
    std::atomic<std::uint64_t> dropped{0};  // by logs that are gone
    std::atomic<std::uint64_t> suppressed{0};
    std::atomic<std::uint64_t> failed{0};
};
Totals totals;
RateLimit limit{20, 10s};

struct Sink {
    std::shared_ptr<spdlog::details::thread_pool> writer;
    std::shared_ptr<spdlog::async_logger> logger;
};
std::atomic<std::shared_ptr<Sink>> current;

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            break;
    }
    return spdlog::level::err;
}

Level level_named(const std::string& name) {
    if (name == "debug") return Level::debug;
    if (name == "info") return Level::info;
    if (name == "warning") return Level::warning;
    if (name == "error") return Level::error;
    throw std::invalid_argument("log level \"" + name + "\": expected debug, info, warning or error");
}

spdlog::sink_ptr sink_for(const LogOptions& options) {
    if (options.file.empty()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
    try {
        return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(options.file.string(), options.rotate_bytes,
                                                                      options.rotate_files);
    } catch (const spdlog::spdlog_ex& error) {
        throw std::runtime_error("log file " + options.file.string() + " cannot be written: " + error.what());
    }
}

std::unique_ptr<spdlog::formatter> formatter() {
    return std::make_unique<spdlog::pattern_formatter>(R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                                                       spdlog::pattern_time_type::utc);
}

std::string site_key(Site site, Fields fields) {
    std::string key = std::string(site.file) + ":" + std::to_string(site.line);
    for (const Field& field : fields)
        if (field.key == "campaign") key.append(" ").append(field.json);
    return key;
}

}  // namespace

struct Log::Parts {
    std::shared_ptr<Sink> sink = std::make_shared<Sink>();
};

Log::Log(const LogOptions& options) : parts_(std::make_unique<Parts>()) {
    const Level level = level_named(options.level);
    Sink& sink = *parts_->sink;
    auto output = sink_for(options);
    output->set_formatter(formatter());
    sink.writer = std::make_shared<spdlog::details::thread_pool>(options.queue, 1);
    sink.logger = std::make_shared<spdlog::async_logger>("fairground", std::move(output), sink.writer,
                                                         spdlog::async_overflow_policy::overrun_oldest);
    sink.logger->set_level(to_spdlog(level));
    sink.logger->flush_on(spdlog::level::warn);
    sink.logger->set_error_handler([](const std::string&) { ++totals.failed; });
    current.store(parts_->sink);
    attach_poco();
}

Log::~Log() {
    detach_poco();
    current.store(nullptr);
    parts_->sink->logger->flush();
    totals.dropped += parts_->sink->writer->overrun_counter();
}

void log(Level level, std::string_view message, Fields fields, Site site) noexcept try {
    const auto sink = current.load();
    const bool wanted = sink ? sink->logger->should_log(to_spdlog(level)) : level >= Level::warning;
    if (!wanted) return;
    std::uint64_t suppressed = 0;
    if (level >= Level::warning) {
        const auto turned_away = limit.let_through(site_key(site, fields), RateLimit::Clock::now());
        if (!turned_away) {
            ++totals.suppressed;
            return;
        }
        suppressed = *turned_away;
    }
    const std::string line = members(message, {fields.begin(), fields.size()}, suppressed);
    if (sink)
        sink->logger->log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
    else
        std::fprintf(stderr, "{%s}\n", line.c_str());
} catch (...) {
    ++totals.failed;
}

void log_directly(const std::filesystem::path& file, Level level, std::string_view message,
                  const std::vector<Field>& fields) noexcept try {
    const std::string text = members(message, fields, 0);
    const spdlog::details::log_msg line(spdlog::string_view_t(), to_spdlog(level),
                                        spdlog::string_view_t(text.data(), text.size()));
    spdlog::memory_buf_t buffer;
    formatter()->format(line, buffer);
    const int fd = file.empty() ? STDERR_FILENO : ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (::write(fd, buffer.data(), buffer.size()) != static_cast<ssize_t>(buffer.size())) ++totals.failed;
    if (!file.empty()) ::close(fd);
} catch (...) {
    ++totals.failed;
}

LogCounters log_counters() {
    LogCounters counters{totals.dropped, totals.suppressed, totals.failed};
    if (const auto sink = current.load()) counters.dropped += sink->writer->overrun_counter();
    return counters;
}

}  // namespace fairground::ops
