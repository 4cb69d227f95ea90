// A raw look into a database, past the host and its store: for recounts, and for breaking things by hand.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace fairground::test {

// One connection; one thread at a time. Every function throws std::runtime_error with the statement and what the
// database says of it.
class Sql {
public:
    using Row = std::vector<std::string>;  // NULL is an empty text

    static std::unique_ptr<Sql> sqlite(const std::filesystem::path& file);
    static std::unique_ptr<Sql> mariadb(const std::string& socket, const std::string& user,
                                        const std::string& database);
    virtual ~Sql() = default;

    virtual std::vector<Row> query(const std::string& statement) = 0;
    void execute(const std::string& statement) { query(statement); }
    // Rows that the last statement changed.
    virtual std::int64_t changed() const = 0;
    // The one number that the statement answers.
    std::int64_t number(const std::string& statement);
};

}  // namespace fairground::test
