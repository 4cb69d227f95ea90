// A session without a database: it takes note of what is run, and answers each question with one row of ones, so that
// what depends on an answer is run too. Private to store. The texts must outlive it.
#pragma once
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/sql/session.hpp"

namespace fairground::store {

class Recorder final : public Session {
public:
    explicit Recorder(std::vector<std::string>& texts) : texts_(texts) {}

    Dialect dialect() const override { return Dialect::mariadb; }
    void run(const Script& script) override {
        std::array<Row::Cell, 16> ones;
        ones.fill({"1", 1});
        for (const Statement& statement : script.statements()) {
            append_text(texts_.emplace_back(), statement);
            if (statement.on_row) statement.on_row(Row(ones));
            if (statement.on_changed) statement.on_changed(1);
        }
    }
    void run_file(const std::string&) override { never(); }
    void lock_migrations(std::chrono::seconds) override { never(); }
    SchemaShape live_schema() override { never(); }

protected:
    odb::transaction_impl* start() override { never(); }
    odb::transaction_impl* join() override { never(); }
    odb::database& database() override { never(); }
    void abandon() noexcept override {}

private:
    [[noreturn]] static void never() { throw std::logic_error("a recorder has no database"); }
    std::vector<std::string>& texts_;
};

}  // namespace fairground::store
