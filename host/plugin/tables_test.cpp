#include "plugin/tables.hpp"

#include <gtest/gtest.h>

#include "plugin/mock_context.hpp"
#include "plugin/reply.hpp"

namespace fairground::plugin {
namespace {

using testing::Return;
using testing::StrictMock;
using testing::Throw;

template <typename Table>
const Table& service(std::string_view name) {
    return *static_cast<const Table*>(host_table().service(host_table().ctx, borrow(name)));
}

// A strict context: whatever a test does not expect to reach the host must not reach it.
struct TablesTest : testing::Test {
    StrictMock<MockCall> context;
    StrictMock<MockPlan> planned;
    CallHandle handle{context, "", ""};
    PlanHandle plan_handle{planned, "", ""};
    fg_call* call = handle.get();
    fg_plan* plan = plan_handle.get();
    std::int64_t number = 0;
    ReplyBuffer text;

    const fg_call_1& who = service<fg_call_1>("fg.call/1");
    const fg_accounts_1& accounts = service<fg_accounts_1>("fg.accounts/1");
    const fg_ledger_1& ledger = service<fg_ledger_1>("fg.ledger/1");
    const fg_boards_1& boards = service<fg_boards_1>("fg.boards/1");
    const fg_stock_1& stock = service<fg_stock_1>("fg.stock/1");
    const fg_records_1& records = service<fg_records_1>("fg.records/1");
    const fg_states_1& states = service<fg_states_1>("fg.states/1");
    const fg_values_1& values = service<fg_values_1>("fg.values/1");
    const fg_tallies_1& tallies = service<fg_tallies_1>("fg.tallies/1");
    const fg_coupons_1& coupons = service<fg_coupons_1>("fg.coupons/1");
    const fg_events_1& events = service<fg_events_1>("fg.events/1");
    const fg_log_1& log = service<fg_log_1>("fg.log/1");
    const fg_plan_1& needs = service<fg_plan_1>("fg.plan/1");
};

TEST_F(TablesTest, UnknownServicesAreNull) {
    EXPECT_EQ(host_table().service(nullptr, borrow("fg.accounts/2")), nullptr);
    EXPECT_EQ(host_table().service(nullptr, {nullptr, 9}), nullptr);
}

TEST_F(TablesTest, PassOnWhatCameWith1_1) {
    EXPECT_CALL(context, now).WillRepeatedly(Return(1000));
    EXPECT_CALL(context, day_start(20260301)).WillOnce(Return(2000));
    EXPECT_CALL(context, credit_until("growth", 5, "signin", 1001));
    EXPECT_CALL(context, lots("growth")).WillOnce(Return("{}"));
    EXPECT_CALL(context, ledger_entries("growth", "behind", 20)).WillOnce(Return("{}"));
    EXPECT_CALL(context, board_set("2026-03", 7));
    EXPECT_CALL(context, board_score("2026-03")).WillOnce(Return(7));
    EXPECT_CALL(context, board_top("2026-03", 100)).WillOnce(Return("{}"));
    EXPECT_CALL(context, board_rank("2026-03")).WillOnce(Return(3));
    EXPECT_EQ(who.day_start(call, 20260301), 2000);
    EXPECT_EQ(accounts.credit_until(call, borrow("growth"), 5, borrow("signin"), 1001), FG_OK);
    EXPECT_EQ(accounts.lots(call, borrow("growth"), text.sink()), FG_OK);
    EXPECT_EQ(ledger.entries(call, borrow("growth"), borrow("behind"), 20, text.sink()), FG_OK);
    EXPECT_EQ(boards.set(call, borrow("2026-03"), 7), FG_OK);
    EXPECT_EQ(boards.score(call, borrow("2026-03"), &number), FG_OK);
    EXPECT_EQ(number, 7);
    EXPECT_EQ(boards.top(call, borrow("2026-03"), 100, text.sink()), FG_OK);
    EXPECT_EQ(boards.rank(call, borrow("2026-03"), &number), FG_OK);
    EXPECT_EQ(number, 3);
}

TEST_F(TablesTest, TakeNothingThatHasExpiredAndNoPageTooLarge) {
    EXPECT_CALL(context, now).WillRepeatedly(Return(1000));
    EXPECT_EQ(accounts.credit_until(call, borrow("growth"), 5, borrow("signin"), 1000), FG_INVALID);
    EXPECT_EQ(accounts.credit_until(call, borrow("growth"), 0, borrow("signin"), 2000), FG_INVALID);
    EXPECT_EQ(ledger.entries(call, borrow("growth"), {}, 201, text.sink()), FG_INVALID);
    EXPECT_EQ(boards.top(call, borrow("2026-03"), 101, text.sink()), FG_INVALID);
    EXPECT_EQ(boards.set(call, borrow("2026-03"), 0), FG_INVALID);
}

TEST_F(TablesTest, PassEveryCallOn) {
    EXPECT_CALL(context, player).WillOnce(Return("alice"));
    EXPECT_CALL(context, random_below(6)).WillOnce(Return(5));
    EXPECT_CALL(context, balance("points")).WillOnce(Return(7));
    EXPECT_CALL(context, credit("points", 5, "prize"));
    EXPECT_CALL(context, debit("points", 3, "spin"));
    EXPECT_CALL(context, stock_left("phone")).WillOnce(Return(2));
    EXPECT_CALL(context, stock_take("phone", 1));
    EXPECT_CALL(context, stock_give_back("phone", 1));
    EXPECT_CALL(context, append_record("spin", "{\"n\":1}"));
    EXPECT_CALL(context, count_records("spin", 20260101, 20260131)).WillOnce(Return(4));
    EXPECT_CALL(context, last_records("spin", "behind", 20)).WillOnce(Return("{}"));
    EXPECT_CALL(context, state("parcel")).WillOnce(Return("claimed"));
    EXPECT_CALL(context, move_state("parcel", "shipped"));
    EXPECT_CALL(context, put_value("pity", "[1]"));
    EXPECT_CALL(context, tally("spins")).WillOnce(Return(9));
    EXPECT_CALL(context, add_tally("spins", -1));
    EXPECT_CALL(context, coupons_left("pool")).WillOnce(Return(3));
    EXPECT_CALL(context, take_coupon("pool")).WillOnce(Return("CODE"));
    EXPECT_CALL(context, emit("prize.won", "{}"));
    EXPECT_CALL(context, log(FG_LOG_WARN, "hm"));

    const fg_str player = who.player(call);
    EXPECT_EQ(std::string_view(player.data, player.size), "alice");
    EXPECT_EQ(who.random_below(call, 6), 5u);
    EXPECT_EQ(accounts.balance(call, borrow("points"), &number), FG_OK);
    EXPECT_EQ(number, 7);
    EXPECT_EQ(accounts.credit(call, borrow("points"), 5, borrow("prize")), FG_OK);
    EXPECT_EQ(accounts.debit(call, borrow("points"), 3, borrow("spin")), FG_OK);
    EXPECT_EQ(stock.left(call, borrow("phone"), &number), FG_OK);
    EXPECT_EQ(number, 2);
    EXPECT_EQ(stock.take(call, borrow("phone"), 1), FG_OK);
    EXPECT_EQ(stock.give_back(call, borrow("phone"), 1), FG_OK);
    EXPECT_EQ(records.append(call, borrow("spin"), borrow("{\"n\":1}")), FG_OK);
    EXPECT_EQ(records.count(call, borrow("spin"), 20260101, 20260131, &number), FG_OK);
    EXPECT_EQ(number, 4);
    EXPECT_EQ(records.last(call, borrow("spin"), borrow("behind"), 20, text.sink()), FG_OK);
    EXPECT_EQ(states.current(call, borrow("parcel"), text.sink()), FG_OK);
    EXPECT_EQ(states.move(call, borrow("parcel"), borrow("shipped")), FG_OK);
    EXPECT_EQ(values.put(call, borrow("pity"), borrow("[1]")), FG_OK);
    EXPECT_EQ(tallies.read(call, borrow("spins"), &number), FG_OK);
    EXPECT_EQ(number, 9);
    EXPECT_EQ(tallies.add(call, borrow("spins"), -1), FG_OK);
    EXPECT_EQ(coupons.left(call, borrow("pool"), &number), FG_OK);
    EXPECT_EQ(number, 3);
    EXPECT_EQ(coupons.take(call, borrow("pool"), text.sink()), FG_OK);
    EXPECT_EQ(events.emit(call, borrow("prize.won"), borrow("{}")), FG_OK);
    log.write(call, FG_LOG_WARN, borrow("hm"));
    EXPECT_EQ(text.text(), "{}claimedCODE");
}

TEST_F(TablesTest, AValueThatIsNotThereWritesNothing) {
    std::uint64_t version = 7;
    EXPECT_CALL(context, value("pity"))
        .WillOnce(Return(CallContext::Value{"", 0}))
        .WillOnce(Return(CallContext::Value{"[1]", 3}));
    EXPECT_EQ(values.get(call, borrow("pity"), text.sink(), &version), FG_OK);
    EXPECT_EQ(version, 0u);
    EXPECT_EQ(text.text(), "");
    EXPECT_EQ(values.get(call, borrow("pity"), text.sink(), &version), FG_OK);
    EXPECT_EQ(version, 3u);
    EXPECT_EQ(text.text(), "[1]");
}

TEST_F(TablesTest, EveryExceptionBecomesAStatusAndNoneCrosses) {
    EXPECT_CALL(context, balance)
        .WillOnce(Throw(ServiceRefused("no")))
        .WillOnce(Throw(ServiceMisused("so not")))
        .WillOnce(Throw(ServiceUnavailable("later")))
        .WillOnce(Throw(std::runtime_error("a bug")))
        .WillOnce(Throw(42));
    for (const fg_status status : {FG_REFUSED, FG_INVALID, FG_UNAVAILABLE, FG_FAULT, FG_FAULT})
        EXPECT_EQ(accounts.balance(call, borrow("points"), &number), status);
    EXPECT_EQ(handle.unavailable, "later");
    EXPECT_EQ(handle.fault, "unknown");
}

TEST_F(TablesTest, AFailureWithoutAStatusIsNoted) {
    EXPECT_CALL(context, now).WillOnce(Throw(ServiceUnavailable("no clock")));
    EXPECT_EQ(who.now(call), 0);
    EXPECT_EQ(handle.unavailable, "no clock");
    EXPECT_EQ(who.random_below(call, 0), 0u);
    EXPECT_EQ(handle.fault, "fg.call/1 was misused");
}

TEST_F(TablesTest, NamesAmountsAndTextsAreCheckedBeforeTheHostSeesThem) {
    const std::string long_name(49, 'a');
    const std::string big = "\"" + std::string(16 * 1024, 'x') + "\"";
    for (const fg_str name : {borrow(""), borrow("Points"), borrow("a b"), borrow(long_name), fg_str{nullptr, 3}}) {
        EXPECT_EQ(accounts.balance(call, name, &number), FG_INVALID);
        EXPECT_EQ(accounts.credit(call, borrow("points"), 1, name), FG_INVALID);
        EXPECT_EQ(stock.take(call, name, 1), FG_INVALID);
        EXPECT_EQ(records.append(call, name, borrow("{}")), FG_INVALID);
        EXPECT_EQ(states.move(call, borrow("parcel"), name), FG_INVALID);
        EXPECT_EQ(events.emit(call, name, borrow("{}")), FG_INVALID);
    }
    for (const std::int64_t amount : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
        EXPECT_EQ(accounts.credit(call, borrow("points"), amount, borrow("prize")), FG_INVALID);
        EXPECT_EQ(accounts.debit(call, borrow("points"), amount, borrow("spin")), FG_INVALID);
        EXPECT_EQ(stock.take(call, borrow("phone"), amount), FG_INVALID);
        EXPECT_EQ(stock.give_back(call, borrow("phone"), amount), FG_INVALID);
    }
    EXPECT_EQ(records.append(call, borrow("spin"), borrow("[]")), FG_INVALID);
    EXPECT_EQ(records.append(call, borrow("spin"), {nullptr, 2}), FG_INVALID);
    EXPECT_EQ(events.emit(call, borrow("prize.won"), borrow("{")), FG_INVALID);
    EXPECT_EQ(values.put(call, borrow("pity"), borrow(big)), FG_INVALID);
    EXPECT_EQ(values.put(call, borrow("pity"), borrow("")), FG_INVALID);
    EXPECT_EQ(records.last(call, borrow("spin"), borrow(""), 0, text.sink()), FG_INVALID);
    EXPECT_EQ(records.last(call, borrow("spin"), borrow(""), 201, text.sink()), FG_INVALID);
    EXPECT_CALL(context, balance("points"));
    EXPECT_EQ(accounts.balance(call, borrow("points"), nullptr), FG_INVALID);
}

TEST_F(TablesTest, APlanNamesNeedsAndLeavesOutWhatIsNoName) {
    EXPECT_CALL(planned, account("points"));
    EXPECT_CALL(planned, stock(""));
    EXPECT_CALL(planned, stock("phone"));
    EXPECT_CALL(planned, record_count("spin", 1, 2));
    EXPECT_CALL(planned, records("spin", 200));
    EXPECT_CALL(planned, state("parcel"));
    EXPECT_CALL(planned, value("pity"));
    EXPECT_CALL(planned, tally("spins"));
    EXPECT_CALL(planned, coupons("pool", 1000));
    needs.account(plan, borrow("points"));
    needs.account(plan, borrow("Points!"));
    needs.stock(plan, borrow(""));
    needs.stock(plan, borrow("phone"));
    needs.record_count(plan, borrow("spin"), 1, 2);
    needs.records(plan, borrow("spin"), 4'000'000'000);
    needs.state(plan, borrow("parcel"));
    needs.value(plan, borrow("pity"));
    needs.tally(plan, borrow("spins"));
    needs.coupons(plan, borrow("pool"), 4'000'000'000);
}

TEST_F(TablesTest, LinesAreCutAndNeedNoCall) {
    EXPECT_CALL(context, log(FG_LOG_INFO, testing::SizeIs(4096)));
    log.write(call, FG_LOG_INFO, borrow(std::string(100'000, 'x')));
    log.write(nullptr, FG_LOG_DEBUG, borrow("at home"));
    log.write(call, FG_LOG_INFO, {nullptr, 5});
}

}  // namespace
}  // namespace fairground::plugin
