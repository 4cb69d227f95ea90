#include "engine/hearing.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>
#include <time.h>

#include "engine/planner.hpp"

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;

// A listener only computes; its action, and everybody in the batch, waits for it.
constexpr auto listener_budget = 50ms;

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// What this thread has computed: a listener does not answer for a busy machine.
std::chrono::nanoseconds computed() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Topics and ids are names, the payload is JSON: nothing needs escaping.
std::string input_of(const std::string& topic, const campaign::Revision& from, const std::string& payload) {
    return R"({"topic":")" + topic + R"(","campaign":")" + from.id() + R"(","plugin":")" + from.rules->manifest().id +
           R"(","payload":)" + payload + "}";
}

}  // namespace

void Hearing::add(const campaign::Revision& acting) {
    if (catalogue_ == nullptr) return;
    add_hearers_of(acting, acting.campaign);
}

void Hearing::add_hearers_of(const campaign::Revision& telling, std::int64_t acting) {
    const auto& topics = telling.rules->manifest().emits;
    if (topics.empty()) return;
    for (const auto& campaign : catalogue_->all()) {
        const auto serving = serving_of(campaign);
        for (const auto& revision : {serving->live, serving->next}) {
            if (!revision || revision->campaign == acting || revision->config.tenant != telling.config.tenant) continue;
            const bool open = campaign->status(from_, *revision) == campaign::Status::open ||
                              campaign->status(to_, *revision) == campaign::Status::open;
            if (!open) continue;
            for (const auto& topic : revision->rules->listens())
                if (contains(topics, topic)) hears({campaign, serving, revision, {topic}}, topic, acting);
        }
    }
}

std::shared_ptr<const campaign::Serving> Hearing::serving_of(
    const std::shared_ptr<campaign::Campaign>& campaign) const {
    for (const auto& hearer : hearers_)
        if (hearer.campaign == campaign) return hearer.serving;
    return campaign->serving();
}

void Hearing::hears(Hearer hearer, const std::string& topic, std::int64_t acting) {
    const auto order = [](const campaign::Revision& revision) { return std::pair(revision.campaign, revision.number); };
    const auto revision = hearer.revision;
    const auto place =
        std::lower_bound(hearers_.begin(), hearers_.end(), order(*revision),
                         [&](const Hearer& one, const auto& wanted) { return order(*one.revision) < wanted; });
    if (place != hearers_.end() && place->revision == revision) {
        if (!contains(place->topics, topic)) place->topics.push_back(topic);
        return;
    }
    hearers_.insert(place, std::move(hearer));
    add_hearers_of(*revision, acting);
}

std::vector<Part> Hearing::plan(std::size_t calls) const {
    std::vector<Part> parts;
    for (const auto& [campaign, serving, revision, topics] : hearers_) {
        if (parts.empty() || parts.back().needs.campaign != revision->campaign) {
            parts.push_back({revision->local_time.day(from_), false, {}});
            parts.back().needs.campaign = revision->campaign;
        }
        auto& part = parts.back();
        part.daily_stock = part.daily_stock || revision->rules->has_daily_stock();
        Planner planner(part.needs, part.day);
        planner.plan_for(*revision);
        for (const auto& topic : topics) {
            const auto input = R"({"topic":")" + topic + R"("})";
            if (const auto problem =
                    revision->rules->plan(revision->rules->manifest().listener->number, input, planner))
                spdlog::warn("campaign {} ({}) does not say what it needs for the event {}: {}", revision->id(),
                             revision->plugin_label(), topic, problem->detail);
        }
    }
    for (auto& part : parts)
        for (auto& pool : part.needs.coupons) pool.count *= static_cast<std::uint32_t>(calls);
    return parts;
}

bool Hearing::anyone_hears(const std::vector<store::EventLine>& events) const {
    return std::any_of(hearers_.begin(), hearers_.end(), [&](const Hearer& hearer) {
        return std::any_of(events.begin(), events.end(),
                           [&](const store::EventLine& event) { return contains(hearer.topics, event.topic); });
    });
}

Delivery::Delivery(const Hearing& hearing, const ActionCall& call, Snapshot& snapshot, std::size_t player,
                   const Chance& chance, std::atomic<std::uint64_t>& skipped)
    : hearing_(hearing), call_(call), snapshot_(snapshot), player_(player), chance_(chance), skipped_(skipped) {}

void Delivery::tell(const campaign::Revision& from, std::vector<store::EventLine> events, std::size_t depth) {
    for (auto& event : events) told_.push_back({&from, std::move(event), depth});
}

std::optional<Answer> Delivery::give(const campaign::Revision& acting, std::vector<store::EventLine> events) {
    tell(acting, std::move(events), 1);
    for (std::size_t i = 0; i < told_.size(); ++i) {
        // Circles are refused when campaigns are published; two hosts with different files could still make one.
        if (told_[i].depth > hearing_.hearers().size()) {
            spdlog::error("the event {} of campaign {} is heard no further: the events go in a circle",
                          told_[i].event.topic, told_[i].from->id());
            continue;
        }
        for (const auto& hearer : hearing_.hearers()) {
            const Told told = told_[i];  // the list grows
            if (hearer.revision->campaign == told.from->campaign || !contains(hearer.topics, told.event.topic) ||
                !is_open(hearer))
                continue;
            if (auto undone = give_one(told, hearer)) return undone;
        }
    }
    return std::nullopt;
}

bool Delivery::is_open(const Hearing::Hearer& hearer) const {
    return hearer.serving->of(call_.player) == hearer.revision &&
           hearer.campaign->status(call_.now, *hearer.revision) == campaign::Status::open &&
           campaign::audience_refusal(hearer.revision->config.audience, call_.player).empty();
}

std::optional<Answer> Delivery::give_one(const Told& told, const Hearing::Hearer& hearer) {
    const auto& revision = *hearer.revision;
    const auto& listener = *revision.rules->manifest().listener;
    const auto& topic = told.event.topic;
    const plugin::Route route{.name = topic, .number = listener.number};
    UnitOfWork unit({revision, route, &call_.player, call_.now, true}, snapshot_, player_, chance_);
    const auto began = computed();
    auto reply = revision.rules->call(listener.number, input_of(topic, *told.from, told.event.payload), unit);
    if (unit.store_failure()) std::rethrow_exception(unit.store_failure());
    if (const auto took = computed() - began; took > listener_budget && reply.kind == plugin::Reply::Kind::ok)
        reply = {.detail = "it took " + std::to_string(took / 1ms) + " ms, the budget is " +
                           std::to_string(listener_budget / 1ms) + " ms"};

    const auto who =
        "campaign " + revision.id() + " (" + revision.plugin_label() + "), hearing " + topic + " of " + told.from->id();
    switch (reply.kind) {
        case plugin::Reply::Kind::ok: {
            auto events = unit.events();
            unit.absorb();
            tell(revision, std::move(events), told.depth + 1);
            return std::nullopt;
        }
        case plugin::Reply::Kind::refused:
            spdlog::debug("{}, refused: {} {}", who, reply.code, reply.detail);
            return std::nullopt;
        case plugin::Reply::Kind::unavailable:
            return Answer{.kind = Answer::Kind::unavailable, .detail = who + ": " + reply.detail};
        case plugin::Reply::Kind::invalid:
        case plugin::Reply::Kind::fault:
            break;
    }
    if (listener.on_fault == plugin::Listener::OnFault::undo)
        return Answer{.kind = Answer::Kind::fault, .detail = who + ", failed and undoes the action: " + reply.detail};
    ++skipped_;
    spdlog::error("{}, failed; the action goes on without it: {}", who, reply.detail);
    return std::nullopt;
}

}  // namespace fairground::engine
