// For the room's tests: contexts that expect calls.
#pragma once
#include <gmock/gmock.h>

#include "plugin/call_context.hpp"

namespace fairground::plugin {

struct MockCall : CallContext {
    MOCK_METHOD(std::string_view, player, (), (const, override));
    MOCK_METHOD(std::string_view, attribute, (std::string_view), (const, override));
    MOCK_METHOD(std::int64_t, now, (), (const, override));
    MOCK_METHOD(std::int32_t, day, (), (const, override));
    MOCK_METHOD(std::int32_t, utc_offset, (), (const, override));
    MOCK_METHOD(std::uint32_t, random_below, (std::uint32_t), (override));
    MOCK_METHOD(std::int64_t, balance, (std::string_view), (override));
    MOCK_METHOD(void, credit, (std::string_view, std::int64_t, std::string_view), (override));
    MOCK_METHOD(void, debit, (std::string_view, std::int64_t, std::string_view), (override));
    MOCK_METHOD(std::int64_t, day_start, (std::int32_t), (const, override));
    MOCK_METHOD(void, credit_until, (std::string_view, std::int64_t, std::string_view, std::int64_t), (override));
    MOCK_METHOD(std::string, lots, (std::string_view), (override));
    MOCK_METHOD(std::string, ledger_entries, (std::string_view, std::string_view, std::uint32_t), (override));
    MOCK_METHOD(void, board_set, (std::string_view, std::int64_t), (override));
    MOCK_METHOD(std::int64_t, board_score, (std::string_view), (override));
    MOCK_METHOD(std::string, board_top, (std::string_view, std::uint32_t), (override));
    MOCK_METHOD(std::int64_t, board_rank, (std::string_view), (override));
    MOCK_METHOD(std::int64_t, stock_left, (std::string_view), (override));
    MOCK_METHOD(void, stock_take, (std::string_view, std::int64_t), (override));
    MOCK_METHOD(void, stock_give_back, (std::string_view, std::int64_t), (override));
    MOCK_METHOD(void, append_record, (std::string_view, std::string_view), (override));
    MOCK_METHOD(std::int64_t, count_records, (std::string_view, std::int32_t, std::int32_t), (override));
    MOCK_METHOD(std::string, last_records, (std::string_view, std::string_view, std::uint32_t), (override));
    MOCK_METHOD(std::string, state, (std::string_view), (override));
    MOCK_METHOD(void, move_state, (std::string_view, std::string_view), (override));
    MOCK_METHOD(Value, value, (std::string_view), (override));
    MOCK_METHOD(void, put_value, (std::string_view, std::string_view), (override));
    MOCK_METHOD(std::int64_t, tally, (std::string_view), (override));
    MOCK_METHOD(void, add_tally, (std::string_view, std::int64_t), (override));
    MOCK_METHOD(std::int64_t, coupons_left, (std::string_view), (override));
    MOCK_METHOD(std::string, take_coupon, (std::string_view), (override));
    MOCK_METHOD(void, emit, (std::string_view, std::string_view), (override));
    MOCK_METHOD(void, log, (std::int32_t, std::string_view), (override));
};

struct MockPlan : PlanContext {
    MOCK_METHOD(void, account, (std::string_view), (override));
    MOCK_METHOD(void, stock, (std::string_view), (override));
    MOCK_METHOD(void, record_count, (std::string_view, std::int32_t, std::int32_t), (override));
    MOCK_METHOD(void, records, (std::string_view, std::uint32_t), (override));
    MOCK_METHOD(void, state, (std::string_view), (override));
    MOCK_METHOD(void, value, (std::string_view), (override));
    MOCK_METHOD(void, tally, (std::string_view), (override));
    MOCK_METHOD(void, coupons, (std::string_view, std::uint32_t), (override));
};

}  // namespace fairground::plugin
