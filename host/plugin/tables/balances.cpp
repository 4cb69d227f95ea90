// fg.accounts/1, fg.ledger/1, fg.boards/1: what a player has, how it came, and how he stands.
#include "plugin/tables/serve.hpp"

namespace fairground::plugin {

const fg_accounts_1 accounts_table = {
    .size = sizeof(fg_accounts_1),
    .balance =
        [](fg_call* call, fg_str currency, std::int64_t* balance) {
            return serve(call, [&](CallContext& c) { out(balance) = c.balance(name(currency)); });
        },
    .credit =
        [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
            return serve(call, [&](CallContext& c) { c.credit(name(currency), positive(amount), name(reason)); });
        },
    .debit =
        [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
            return serve(call, [&](CallContext& c) { c.debit(name(currency), positive(amount), name(reason)); });
        },
    .credit_until =
        [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason, std::int64_t expires_at) {
            return serve(call, [&](CallContext& c) {
                if (expires_at <= c.now()) throw ServiceMisused("an amount that has expired already");
                c.credit_until(name(currency), positive(amount), name(reason), expires_at);
            });
        },
    .lots = [](fg_call* call, fg_str currency,
               fg_sink lots) { return serve(call, [&](CallContext& c) { write(lots, c.lots(name(currency))); }); },
};

const fg_ledger_1 ledger_table = {
    .size = sizeof(fg_ledger_1),
    .entries =
        [](fg_call* call, fg_str currency, fg_str from, std::uint32_t limit, fg_sink page) {
            return serve(call, [&](CallContext& c) {
                write(page, c.ledger_entries(name(currency), cursor(from), page_size(limit)));
            });
        },
};

const fg_boards_1 boards_table = {
    .size = sizeof(fg_boards_1),
    .set =
        [](fg_call* call, fg_str board, std::int64_t score) {
            return serve(call, [&](CallContext& c) { c.board_set(name(board), positive(score)); });
        },
    .score =
        [](fg_call* call, fg_str board, std::int64_t* score) {
            return serve(call, [&](CallContext& c) { out(score) = c.board_score(name(board)); });
        },
    .top =
        [](fg_call* call, fg_str board, std::uint32_t limit, fg_sink places) {
            return serve(call, [&](CallContext& c) { write(places, c.board_top(name(board), page_size(limit, 100))); });
        },
    .rank =
        [](fg_call* call, fg_str board, std::int64_t* rank) {
            return serve(call, [&](CallContext& c) { out(rank) = c.board_rank(name(board)); });
        },
};

}  // namespace fairground::plugin
