#include "rollout/tally.hpp"

#include "ops/log.hpp"
#include "rollout/words.hpp"

namespace fairground::rollout {
namespace {

using campaign::Counted;
using nlohmann::json;

std::int32_t today() {
    static const campaign::LocalTime utc("UTC");
    return utc.day(campaign::now());
}

Counted since(const Counted& now, const Counted& before) {
    Counted delta{
        now.calls - before.calls, now.refused - before.refused, now.faults - before.faults, {}, now.cost - before.cost};
    for (std::size_t i = 0; i < now.times.size(); ++i) delta.times[i] = now.times[i] - before.times[i];
    return delta;
}

std::string to_text(const Counted& counted) {
    return json{{"calls", counted.calls},
                {"refused", counted.refused},
                {"faults", counted.faults},
                {"times", counted.times},
                {"cost", counted.cost}}
        .dump();
}

}  // namespace

Tally::Tally(store::Store& store, const campaign::Catalogue& catalogue, std::string host, const Times& times)
    : rollouts_(store.rollouts()),
      catalogue_(catalogue),
      host_(std::move(host)),
      times_(times),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Tally::~Tally() {
    thread_.request_stop();
    thread_.join();
    tell_routes();
}

void Tally::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    auto next_routes = std::chrono::steady_clock::now() + times_.routes;
    auto next_purge = next_routes;
    while (!stop.stop_requested()) {
        woken.wait_for(lock, stop, times_.samples, [] { return false; });
        tell_samples();
        if (std::chrono::steady_clock::now() < next_routes) continue;
        next_routes += times_.routes;
        tell_routes();
        if (std::chrono::steady_clock::now() < next_purge) continue;
        next_purge += times_.purge;
        purge();
    }
}

// A revision's figures outlive it here until they were told; the revision itself is not held.
void Tally::look() {
    for (auto& [figures, known] : known_) known.gone = true;
    for (const auto& campaign : catalogue_.all()) {
        const auto serving = campaign->serving();
        for (const auto* one : {&serving->live, &serving->next}) {
            if (!*one) continue;
            const auto& revision = **one;
            auto [place, is_new] = known_.try_emplace(revision.figures.get());
            place->second.campaign = revision.campaign;
            place->second.revision = revision.number;
            place->second.figures = revision.figures;
            place->second.gone = false;
        }
    }
}

void Tally::tell_samples() {
    const std::lock_guard lock(mutex_);
    look();
    std::vector<store::RevisionSample> samples;
    std::vector<std::pair<Known*, Counted>> told;
    std::map<std::int64_t, std::size_t> serving;  // by campaign
    for (const auto& [figures, known] : known_) serving[known.campaign] += known.gone ? 0 : 1;
    for (auto& [figures, known] : known_) {
        const auto counted = known.figures->counted();
        if (counted.calls == known.told.calls) continue;
        if (serving[known.campaign] > 1 || known.gone)
            samples.push_back({known.campaign, known.revision, now_ms(), host_, to_text(since(counted, known.told))});
        told.emplace_back(&known, counted);
    }
    try {
        rollouts_->add_samples(samples);
        for (auto& [known, counted] : told) known->told = counted;
    } catch (const std::exception& failure) {
        ops::log_warning("what revisions answered could not be told", {{"reason", failure.what()}});
    }
}

void Tally::tell_routes() {
    const std::lock_guard lock(mutex_);
    look();
    for (auto& [figures, known] : known_)
        for (const auto& use : known.figures->take_uses())
            owed_[{known.campaign, use.route}] += static_cast<std::int64_t>(use.uses);
    std::vector<store::RouteUse> uses;
    for (const auto& [route, count] : owed_) uses.push_back({route.first, today(), route.second, count});
    try {
        rollouts_->add_route_uses(uses);
        owed_.clear();
        std::erase_if(known_, [](const auto& one) { return one.second.gone; });
    } catch (const std::exception& failure) {
        ops::log_warning("which routes are in use could not be told", {{"reason", failure.what()}});
    }
}

// What nobody asks for any more.
void Tally::purge() {
    constexpr std::chrono::hours samples_last{2};
    constexpr std::chrono::days routes_last{400};
    constexpr std::uint32_t lately = 20;  // revisions
    static const campaign::LocalTime utc("UTC");
    try {
        for (const auto& campaign : catalogue_.all()) {
            const auto revision = campaign->revision();
            const auto id = revision->campaign;
            for (const auto& one : rollouts_->revisions(revision->id(), 0, lately))
                rollouts_->purge_samples(id, one.number, (campaign::now() - samples_last).time_since_epoch().count());
            rollouts_->purge_route_uses(id, utc.day(campaign::now() - routes_last));
        }
    } catch (const std::exception& failure) {
        ops::log_warning("old samples of revisions could not be removed", {{"reason", failure.what()}});
    }
}

Evidence evidence_of(store::Rollouts& rollouts, std::int64_t campaign, std::int32_t revision, std::int64_t after) {
    Evidence evidence;
    evidence.times.assign(campaign::time_ends.size() + 1, 0);
    double cost = 0;
    for (const auto& sample : rollouts.samples(campaign, revision, after)) {
        const json figures = json::parse(sample.figures);
        evidence.calls += figures.at("calls").get<std::uint64_t>();
        evidence.refused += figures.at("refused").get<std::uint64_t>();
        evidence.faults += figures.at("faults").get<std::uint64_t>();
        const auto& times = figures.at("times");
        for (std::size_t i = 0; i < times.size() && i < evidence.times.size(); ++i)
            evidence.times[i] += times[i].get<std::uint64_t>();
        cost += figures.at("cost").get<double>();
    }
    if (evidence.calls > 0) evidence.cost = cost;
    return evidence;
}

}  // namespace fairground::rollout
