// fg.stock/1, fg.tallies/1, fg.coupons/1: what the players of a campaign share.
#include "plugin/tables/serve.hpp"

namespace fairground::plugin {

const fg_stock_1 stock_table = {
    .size = sizeof(fg_stock_1),
    .left =
        [](fg_call* call, fg_str item, std::int64_t* left) {
            return serve(call, [&](CallContext& c) { out(left) = c.stock_left(name(item)); });
        },
    .take =
        [](fg_call* call, fg_str item, std::int64_t count) {
            return serve(call, [&](CallContext& c) { c.stock_take(name(item), positive(count)); });
        },
    .give_back =
        [](fg_call* call, fg_str item, std::int64_t count) {
            return serve(call, [&](CallContext& c) { c.stock_give_back(name(item), positive(count)); });
        },
};

const fg_tallies_1 tallies_table = {
    .size = sizeof(fg_tallies_1),
    .read = [](fg_call* call, fg_str tally,
               std::int64_t* sum) { return serve(call, [&](CallContext& c) { out(sum) = c.tally(name(tally)); }); },
    .add = [](fg_call* call, fg_str tally,
              std::int64_t amount) { return serve(call, [&](CallContext& c) { c.add_tally(name(tally), amount); }); },
};

const fg_coupons_1 coupons_table = {
    .size = sizeof(fg_coupons_1),
    .left =
        [](fg_call* call, fg_str pool, std::int64_t* left) {
            return serve(call, [&](CallContext& c) { out(left) = c.coupons_left(name(pool)); });
        },
    .take = [](fg_call* call, fg_str pool,
               fg_sink code) { return serve(call, [&](CallContext& c) { write(code, c.take_coupon(name(pool))); }); },
};

}  // namespace fairground::plugin
