#include "store/sqlite/preflight.hpp"

#include <filesystem>

namespace fairground::store {

namespace {

constexpr std::uintmax_t least_room = std::uintmax_t{1} << 30;

Check pragma_is(Session& session, Literal pragma, const std::string& name, const std::string& expected) {
    Check check{name, Check::State::failed, "", expected, "keep the database on a local disk: SQLite could not set it"};
    Script script;
    script.add(sql("PRAGMA ?", pragma), [&](const Row& row) { check.found = row.text(0); });
    session.run(script);
    if (check.found == expected) check.state = Check::State::ok;
    return check;
}

Check free_disk(const std::string& file) {
    std::error_code error;
    const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), error);
    Check check{"free disk", Check::State::unknown, "not known: " + error.message(), "at least 1024 MiB", ""};
    if (error) return check;
    check.found = std::to_string(space.available >> 20) + " MiB beside " + file;
    check.state = space.available >= least_room ? Check::State::ok : Check::State::failed;
    if (check.state == Check::State::failed) check.remedy = "make room there, or name another file in database.url";
    return check;
}

}  // namespace

std::vector<Check> check_file(Session& session, const Sqlite::Settings& settings) {
    return {pragma_is(session, "journal_mode", "journal_mode", "wal"),
            pragma_is(session, "synchronous", "synchronous (2: full)", "2"), free_disk(settings.path)};
}

}  // namespace fairground::store
