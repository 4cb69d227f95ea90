// fg.plan/1: what a call will need.
#include "plugin/tables/serve.hpp"

namespace fairground::plugin {
namespace {

constexpr std::uint32_t max_coupons = 1000;

PlanHandle& of(fg_plan* plan) noexcept {
    return *reinterpret_cast<PlanHandle*>(plan);
}

// A name that is none is left out: call() meets the same one and gets its answer there.
template <typename Note>
void note(fg_plan* plan, fg_str text, Note&& note) noexcept try {
    try {
        note(of(plan).context, name(text));
    } catch (const ServiceMisused&) {
    } catch (const ServiceUnavailable& error) {
        of(plan).unavailable = error.what();
    } catch (const std::exception& error) {
        of(plan).fault = error.what();
    }
} catch (...) {
    of(plan).fault = "unknown";
}

}  // namespace

const fg_plan_1 plan_table = {
    .size = sizeof(fg_plan_1),
    .account =
        [](fg_plan* plan, fg_str currency) {
            note(plan, currency, [](PlanContext& needs, std::string_view name) { needs.account(name); });
        },
    .stock =
        [](fg_plan* plan, fg_str item) {
            if (item.size == 0)
                return note(plan, borrow("all"), [](PlanContext& needs, std::string_view) { needs.stock(""); });
            note(plan, item, [](PlanContext& needs, std::string_view name) { needs.stock(name); });
        },
    .record_count =
        [](fg_plan* plan, fg_str kind, std::int32_t from, std::int32_t to) {
            note(plan, kind, [=](PlanContext& needs, std::string_view name) { needs.record_count(name, from, to); });
        },
    .records =
        [](fg_plan* plan, fg_str kind, std::uint32_t limit) {
            const std::uint32_t page = std::clamp(limit, 1U, max_page);
            note(plan, kind, [=](PlanContext& needs, std::string_view name) { needs.records(name, page); });
        },
    .state =
        [](fg_plan* plan, fg_str machine) {
            note(plan, machine, [](PlanContext& needs, std::string_view name) { needs.state(name); });
        },
    .value = [](fg_plan* plan,
                fg_str key) { note(plan, key, [](PlanContext& needs, std::string_view name) { needs.value(name); }); },
    .tally =
        [](fg_plan* plan, fg_str tally) {
            note(plan, tally, [](PlanContext& needs, std::string_view name) { needs.tally(name); });
        },
    .coupons =
        [](fg_plan* plan, fg_str pool, std::uint32_t count) {
            const std::uint32_t codes = std::min(count, max_coupons);
            note(plan, pool, [=](PlanContext& needs, std::string_view name) { needs.coupons(name, codes); });
        },
};

}  // namespace fairground::plugin
