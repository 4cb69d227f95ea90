#include "simulate/run.hpp"

#include <algorithm>

namespace fairground::simulate {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t quarters_of_a_day = 96;
constexpr std::size_t batch = 1024;

// A crowd of people with a job: few at night, some at noon, most in the evening.
constexpr std::array<double, 24> evening{2, 1, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 10, 9, 6, 6, 6, 7, 9, 12, 15, 15, 10, 5};

std::discrete_distribution<std::size_t> hours_of(const Crowd& crowd) {
    const bool given = std::any_of(crowd.hours.begin(), crowd.hours.end(), [](double hour) { return hour > 0; });
    const auto& hours = given ? crowd.hours : evening;
    return {hours.begin(), hours.end()};
}

// A stream of its own for each use of one seed.
std::mt19937_64 stream(std::uint64_t seed, std::uint64_t use) {
    std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                        static_cast<std::uint32_t>(use)};
    return std::mt19937_64(mixed);
}

double days_between(campaign::Time from, campaign::Time to) {
    return std::chrono::duration<double, std::ratio<86400>>(to - from).count();
}

}  // namespace

Calendar calendar_of(const campaign::Revision& revision, std::uint32_t days) {
    const auto& local = revision.local_time;
    campaign::Time at = revision.config.from.value_or(campaign::now());
    if (*local.start(local.day(at)) < at && revision.config.from) at += 24h;  // the first whole day
    Calendar calendar;
    while (calendar.days.size() < days) {
        const std::int32_t day = local.day(at);
        const campaign::Time begin = *local.start(day);
        at = *local.start(local.day(begin + 36h));
        if (revision.config.to && at > *revision.config.to) break;
        Calendar::Day& whole = calendar.days.emplace_back(Calendar::Day{day, {}});
        for (std::size_t quarter = 0; quarter < quarters_of_a_day; ++quarter)
            whole.quarters.push_back(*local.moment(day, static_cast<unsigned>(quarter * 15)));
    }
    if (calendar.days.empty())
        throw Impossible("the campaign's window holds not one whole day of its time zone, and a crowd comes by days");
    return calendar;
}

Run::Run(const std::shared_ptr<const campaign::Revision>& revision, const plugin::Route& route, const Things& things,
         const Calendar& calendar, const Options& options, std::uint64_t seed, bool history)
    : revision_(revision),
      route_(route),
      calendar_(calendar),
      options_(options),
      dice_(stream(seed, 1)),
      footfall_(stream(seed, 2)),
      chance_(
          [this](std::uint32_t bound) { return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(dice_); }),
      figures_(things),
      memory_({options.crowd.players, options.crowd.balances, options.crowd.coupons, history},
              [this](const store::Effects& effects) {
                  const campaign::Time at{std::chrono::milliseconds(effects.at)};
                  count_.add(effects, days_between(begin_, at));
              }),
      count_(things, memory_, figures_),
      rehearsal_(memory_, chance_),
      hour_(hours_of(options.crowd)),
      begin_(calendar.days.front().quarters.front()) {}

void Run::run(Answers& answers, const Progress& progress) {
    answers_ = &answers;
    progress_ = &progress;
    for (std::size_t day = 0; day < calendar_.days.size() && !history_missed(); ++day) {
        count_.begin_day(day);
        const Visits visits = visits_on(day);
        for (std::size_t quarter = 0; quarter < visits.size(); ++quarter)
            act(calendar_.days[day], quarter, visits[quarter]);
    }
}

Run::Visits Run::visits_on(std::size_t day) {
    const auto& comes = options_.crowd.comes;
    const double share = comes[std::min(day, comes.size() - 1)];
    std::bernoulli_distribution come(share);
    std::uniform_int_distribution<std::size_t> part(0, 3);
    Visits visits(quarters_of_a_day);
    for (std::uint32_t player = 0; player < options_.crowd.players; ++player)
        if (share >= 1 || come(footfall_)) visits[hour_(footfall_) * 4 + part(footfall_)].push_back(player);
    return visits;
}

void Run::act(const Calendar::Day& day, std::size_t quarter, const std::vector<std::uint32_t>& visitors) {
    for (std::size_t i = 0; i < visitors.size(); ++i) {
        const auto at = day.quarters[quarter] + std::chrono::milliseconds(15min) * i / visitors.size();
        for (std::uint32_t n = 0; n < options_.crowd.actions; ++n) {
            waiting_.push_back(call_of(visitors[i], at));
            if (waiting_.size() == batch) send();
        }
    }
    send();
}

engine::ActionCall Run::call_of(std::uint32_t player, campaign::Time at) const {
    engine::ActionCall call;
    call.revision = revision_;
    call.route = &route_;
    call.player.tenant = revision_->config.tenant;
    call.player.id = player_name(player);
    call.player.attributes = options_.crowd.attributes;
    call.body = options_.body;
    call.now = at;
    call.deadline = engine::Clock::time_point::max();
    return call;
}

void Run::send() {
    if (waiting_.empty()) return;
    const std::uint64_t actions = waiting_.size();
    rehearsal_.act(std::move(waiting_), [this](engine::Answer&& answer) { note(std::move(answer)); });
    waiting_.clear();
    (*progress_)(actions);
}

void Run::note(engine::Answer&& answer) {
    ++answers_->all;
    switch (answer.kind) {
        case engine::Answer::Kind::done:
            ++answers_->done;
            return;
        case engine::Answer::Kind::refused:
        case engine::Answer::Kind::invalid:
        case engine::Answer::Kind::key_conflict:
            ++answers_->refused[answer.code];
            return;
        case engine::Answer::Kind::unavailable:
        case engine::Answer::Kind::fault:
            ++answers_->faults;
            if (answers_->first_fault.empty()) answers_->first_fault = answer.detail;
            return;
    }
}

}  // namespace fairground::simulate
