// A desk for tests that hold a unit of work in their own hands: what a plugin would do is said by the test.
#pragma once
#include <algorithm>

#include "engine/snapshot.hpp"
#include "engine/testing/stage.hpp"
#include "engine/transaction_source.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

class Desk : public Stage {
protected:
    using Work = std::function<void(UnitOfWork&)>;

    CallFrame frame(const auth::Player& player, store::Reader* reader) const {
        return {*revision_, route_, &player, now_, reader == nullptr, reader};
    }

    // One action of the player, in a transaction of its own.
    void change(const std::string& name, const Work& work) { change_together({{name, work}}); }

    // Several in one transaction.
    void change_together(const std::vector<std::pair<std::string, Work>>& works) {
        const auto writer = store_->writer();
        TransactionSource source(*writer);
        Snapshot snapshot(source);
        snapshot.add_share(revision_->campaign, revision_->local_time.day(now_), false);
        std::vector<std::string> names;
        for (const auto& [name, work] : works)
            if (!std::ranges::count(names, name)) names.push_back(name);
        for (const auto& row : writer->begin({"default", names, {}}).players) snapshot.add_player(row);
        for (const auto& [name, work] : works) {
            const auth::Player player{.id = name};
            const auto index = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
            UnitOfWork unit(frame(player, nullptr), snapshot, index, chance_);
            work(unit);
            unit.absorb();
        }
        ASSERT_EQ(writer->commit(snapshot.effects(revision_->campaign)), store::Writer::Outcome::committed);
    }

    // A view of the player, who may be unknown.
    void see(const std::string& name, const Work& work) {
        const auto reader = store_->reader();
        class LoadOnly final : public Source {
        public:
            explicit LoadOnly(store::Reader& reader) : reader_(reader) {}
            store::Loaded load(const store::Needs& needs) override { return reader_.load(needs); }
            std::vector<store::RecordLine> records(std::int64_t, std::int64_t, std::string_view, std::int32_t,
                                                   std::int64_t, std::uint32_t) override {
                return {};
            }
            std::optional<std::int64_t> coupons_left(std::int64_t, std::string_view) override { return 0; }

        private:
            store::Reader& reader_;
        } source(*reader);
        Snapshot snapshot(source);
        snapshot.add_share(revision_->campaign, revision_->local_time.day(now_), false);
        std::optional<std::size_t> index;
        if (const auto row = reader->player("default", name)) index = snapshot.add_player(*row);
        const auth::Player player{.id = name};
        UnitOfWork unit(frame(player, reader.get()), snapshot, index, chance_);
        work(unit);
    }

    std::int64_t at(std::chrono::milliseconds later) const { return (now_ + later).time_since_epoch().count(); }

    const plugin::Route route_{.name = "do", .number = 1};
    const Chance chance_ = [](std::uint32_t) { return 0u; };
};

}  // namespace fairground::engine
