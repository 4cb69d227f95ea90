// The stage of the store's tests: every test runs on a new, migrated SQLite file and a new, migrated MariaDB database.
#pragma once
#include <functional>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "store/store.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"
#include "support/temp_dir.hpp"

namespace fairground::store {

enum class Kind { sqlite, mariadb };

// Started by the first test that needs it, one for the whole program.
inline test::PrivateMariaDb& mariadb_server() {
    static test::PrivateMariaDb server;
    return server;
}

inline Options options_for(Kind kind, const test::TempDir& folder) {
    Options options;
    if (kind == Kind::sqlite) {
        options.url = "sqlite:" + (folder / "store.db").string();
    } else {
        mariadb_server().fresh_database();
        options.url = mariadb_server().url();
        options.socket = mariadb_server().socket();
    }
    options.connections = 12;
    return options;
}

// Stands for several hosts at once.
inline void on_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&work, i] {
            try {
                work(i);
            } catch (const std::exception& e) {
                ADD_FAILURE() << "thread " << i << ": " << e.what();
            }
        });
    }
}

class StoreTest : public testing::TestWithParam<Kind> {
protected:
    StoreTest() : options_(options_for(GetParam(), folder_)), store_(Store::open(options_)) { store_->migrate(); }

    // Past the store: to break things by hand and to see what is really there.
    test::Sql& sql() {
        if (!sql_) {
            sql_ = GetParam() == Kind::sqlite ? test::Sql::sqlite(folder_ / "store.db")
                                              : test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
        }
        return *sql_;
    }

    // Begins a batch of that one player.
    static PlayerRow lock(Writer& writer, const std::string& name) {
        return writer.begin({"shop", {name}, {}}).players.at(0);
    }

    // One batch with these effects on one player; returns him as he is after it.
    PlayerRow change(const std::string& name, const std::function<void(PlayerRow&, Effects&)>& change) {
        const auto writer = store_->writer();
        PlayerRow player = lock(*writer, name);
        Effects effects;
        effects.campaign = 1;
        ++player.version;
        change(player, effects);
        effects.players.push_back(player);
        EXPECT_EQ(writer->commit(effects), Writer::Outcome::committed);
        return player;
    }

    PlayerRow earn(const std::string& name, std::int64_t amount, std::int64_t balance_after) {
        return change(name, [&](const PlayerRow& player, Effects& effects) {
            effects.accounts.push_back({player.id, "points", balance_after});
            effects.entries.push_back(
                {player.id, "points", player.version, amount, balance_after, "spin", 1, "spin", 1000});
        });
    }

    RevisionDraft draft(const std::string& config = "{}") const {
        return {"wheel", "shop", "lucky-wheel", "1.0.0", config, {{"phone", 10}, {"thanks", {}}}};
    }

    test::TempDir folder_;
    Options options_;
    std::unique_ptr<Store> store_;

private:
    std::unique_ptr<test::Sql> sql_;
};

inline std::string kind_name(const testing::TestParamInfo<Kind>& info) {
    return info.param == Kind::sqlite ? "Sqlite" : "MariaDb";
}

#define FAIRGROUND_ON_BOTH_DATABASES(Fixture) \
    INSTANTIATE_TEST_SUITE_P(Both, Fixture, testing::Values(Kind::sqlite, Kind::mariadb), kind_name)

}  // namespace fairground::store
