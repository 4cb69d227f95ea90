// What a snapshot reads of committed data. Private to engine.
#pragma once
#include "engine/snapshot.hpp"

namespace fairground::engine {

class ReaderSource final : public Source {
public:
    explicit ReaderSource(store::Reader& reader) : reader_(reader) {}
    store::Loaded load(const store::Needs& needs) override { return reader_.load(needs); }
    std::vector<store::RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                           std::int32_t before_day, std::int64_t before_seq,
                                           std::uint32_t limit) override {
        return reader_.records(player, campaign, kind, before_day, before_seq, limit);
    }
    std::optional<std::int64_t> coupons_left(std::int64_t campaign, std::string_view pool) override {
        return reader_.coupons_left(campaign, pool);
    }

private:
    store::Reader& reader_;
};

}  // namespace fairground::engine
