// What a snapshot reads while the rows are locked. Private to engine.
#pragma once
#include "engine/snapshot.hpp"

namespace fairground::engine {

class TransactionSource final : public Source {
public:
    explicit TransactionSource(store::Writer& writer) : writer_(writer) {}
    store::Loaded load(const store::Needs& needs) override { return writer_.load(needs); }
    std::vector<store::RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                           std::int32_t before_day, std::int64_t before_seq,
                                           std::uint32_t limit) override {
        return writer_.records(player, campaign, kind, before_day, before_seq, limit);
    }
    std::optional<std::int64_t> coupons_left(std::int64_t, std::string_view) override { return std::nullopt; }

private:
    store::Writer& writer_;
};

}  // namespace fairground::engine
