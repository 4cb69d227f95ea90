#include "cache/fills.hpp"

#include "cache/levels.hpp"

namespace fairground::cache {

struct Fills::Expected {
    std::uint64_t epoch = 0;
    std::unordered_map<std::string, Local::Pin, TextHash, std::equal_to<>> pins;
};

Fills::Fills(Cache& cache) : levels_(*cache.levels_), expected_(std::make_unique<Expected>()) {
    expected_->epoch = levels_.stand().epoch;
}

Fills::~Fills() = default;

void Fills::expect(const std::string& who) {
    const auto [pin, is_new] = expected_->pins.try_emplace(who);
    if (is_new) pin->second = levels_.local.pin(who);
}

void Fills::keep(const Names& names, const Generation& made_under, const Computed& computed) {
    if (!computed.keep || computed.failed) return;
    levels_.audiences.learn(names.family, computed.of_player);
    const bool own = computed.of_player;
    levels_.local.put(own ? names.who : std::string_view(), own ? names.own : names.common, computed.reply,
                      {expected_->epoch, made_under});
}

}  // namespace fairground::cache
