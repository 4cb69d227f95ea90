// What is left of an item: the cap of the revision that decides, less what is taken (committed, by the batch, by the
// call).
#include <algorithm>
#include <limits>

#include "engine/unit_of_work.hpp"

namespace fairground::engine {
namespace {

constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();
// More than other batches, of this host and others, can take while one is under way.
constexpr std::int64_t plenty = 500;

}  // namespace

const plugin::StockItem* UnitOfWork::limited(std::string_view item) const {
    return frame_.revision.rules->stock_of(item);
}

std::int64_t UnitOfWork::left_of(const plugin::StockItem& limit, std::size_t index) const {
    const auto& stock = share_.stock(index);
    std::int64_t taken = stock.taken;
    std::int64_t taken_today = stock.taken_today;
    for (const auto& change : stock_) {
        if (change.item != index) continue;
        taken += change.taken;
        taken_today += change.taken_today;
    }
    const auto left = std::min(limit.total ? *limit.total - taken : unlimited,
                               limit.per_day ? *limit.per_day - taken_today : unlimited);
    return std::max<std::int64_t>(left, 0);  // a later revision may have cut the total below what is gone
}

std::int64_t UnitOfWork::stock_left(std::string_view item) {
    const auto* limit = limited(item);
    if (!limit) return unlimited;
    touch_others();
    return reading([&] {
        const auto index = share_.item(item);
        const auto left = left_of(*limit, index);
        // While plenty is left, whatever others take meanwhile changes no answer, and the commit sees to the rest.
        if (share_.stock(index).rows == StockRows::firm || left == 0 || left > plenty) return left;
        share_.lock_stock();
        return left_of(*limit, index);
    });
}

UnitOfWork::StockChange& UnitOfWork::stock_change(const plugin::StockItem& item) {
    const auto index = share_.item(item.item);
    for (auto& change : stock_)
        if (change.item == index) return change;
    return stock_.emplace_back(StockChange{index, 0, 0, item.total, item.per_day});
}

void UnitOfWork::stock_take(std::string_view item, std::int64_t count) {
    require_action("taking stock");
    if (const auto left = stock_left(item); left < count)
        throw plugin::ServiceRefused("of " + std::string(item) + " " + std::to_string(left) + " are left, " +
                                     std::to_string(count) + " were asked for");
    const auto* limit = limited(item);
    if (!limit) return;
    auto& change = stock_change(*limit);
    change.taken += count;
    if (limit->per_day) change.taken_today += count;
}

void UnitOfWork::stock_give_back(std::string_view item, std::int64_t count) {
    require_action("giving back stock");
    const auto* limit = limited(item);
    if (!limit) return;
    auto& change = reading([&]() -> StockChange& {
        auto& found = stock_change(*limit);
        if (share_.stock(found.item).rows == StockRows::loose) share_.lock_stock();
        return found;
    });
    const auto& stock = share_.stock(change.item);
    if (stock.taken + change.taken < count)
        throw plugin::ServiceMisused("more of " + std::string(item) + " would be given back than were ever taken");
    change.taken -= count;
    // What was taken on an earlier day does not widen today's share.
    if (limit->per_day) change.taken_today -= std::min(count, stock.taken_today + change.taken_today);
}

}  // namespace fairground::engine
