// One run of the crowd through the campaign. Private to the room.
#pragma once
#include <random>

#include "engine/rehearsal.hpp"
#include "simulate/figures.hpp"
#include "simulate/memory.hpp"

namespace fairground::simulate {

// The campaign's days that are simulated, each with the moments at which its quarters of an hour begin.
struct Calendar {
    struct Day {
        std::int32_t day = 0;  // yyyymmdd
        std::vector<campaign::Time> quarters;
    };
    std::vector<Day> days;
};
// Throws Impossible where the window holds not one whole day.
Calendar calendar_of(const campaign::Revision& revision, std::uint32_t days);

class Run {
public:
    using Progress = std::function<void(std::uint64_t actions)>;
    Run(const std::shared_ptr<const campaign::Revision>& revision, const plugin::Route& route, const Things& things,
        const Calendar& calendar, const Options& options, std::uint64_t seed, bool history);

    // answers: added to. progress: told after each batch.
    void run(Answers& answers, const Progress& progress);
    const Figures& figures() const { return figures_; }
    // The run is worth nothing: it must be done again, keeping the history.
    bool history_missed() const { return memory_.history_missed(); }

private:
    using Visits = std::vector<std::vector<std::uint32_t>>;  // players by quarter of an hour
    Visits visits_on(std::size_t day);
    void act(const Calendar::Day& day, std::size_t quarter, const std::vector<std::uint32_t>& visitors);
    void send();
    void note(engine::Answer&& answer);
    engine::ActionCall call_of(std::uint32_t player, campaign::Time at) const;

    const std::shared_ptr<const campaign::Revision>& revision_;
    const plugin::Route& route_;
    const Calendar& calendar_;
    const Options& options_;
    std::mt19937_64 dice_;      // of the rules
    std::mt19937_64 footfall_;  // of the crowd: who comes when does not depend on what is drawn
    const std::function<std::uint32_t(std::uint32_t)> chance_;
    Figures figures_;
    Memory memory_;
    Count count_;
    engine::Rehearsal rehearsal_;
    std::discrete_distribution<std::size_t> hour_;
    std::vector<engine::ActionCall> waiting_;
    Answers* answers_ = nullptr;
    const Progress* progress_ = nullptr;
    campaign::Time begin_;
};

}  // namespace fairground::simulate
