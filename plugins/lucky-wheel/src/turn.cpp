#include "turn.hpp"

namespace lucky_wheel {
namespace {

using fairground::Call;

// Takes one piece of the prize for the player, or tells why there is none.
Obstacle take(const Prize& prize, Call& call, const Progress& progress, std::string& coupon) {
    const Obstacle found = obstacle(prize, call, progress);
    if (found != Obstacle::none) return found;
    if (prize.award.kind == Award::Kind::coupon) {
        std::optional<std::string> code = call.coupons(prize.award.name).take();
        if (!code) return Obstacle::no_coupon;
        coupon = *std::move(code);
    }
    if (prize.stocked()) call.stock(prize.id).take();
    return Obstacle::none;
}

bool guaranteed(const Settings& settings, const Progress& progress) {
    return settings.pity && progress.losing >= settings.pity->after;
}

Turn decide(const Settings& settings, Call& call, const Progress& progress) {
    Turn turn;
    turn.prize = settings.consolation;
    if (settings.blocked.contains(call.player().id())) {
        turn.obstacle = Obstacle::blocked;
        return turn;
    }
    // A guaranteed prize that cannot be given stays owed: this turn is an ordinary one, the next tries again.
    if (guaranteed(settings, progress) &&
        take(settings.prizes[settings.pity->prize], call, progress, turn.coupon) == Obstacle::none) {
        turn.prize = settings.pity->prize;
        turn.pity = true;
        return turn;
    }
    turn.drawn = call.pick(settings.wheel);
    turn.obstacle = take(settings.prizes[*turn.drawn], call, progress, turn.coupon);
    if (turn.obstacle == Obstacle::none) turn.prize = *turn.drawn;
    return turn;
}

}  // namespace

const char* name(Obstacle obstacle) {
    static constexpr const char* names[] = {"none", "locked", "had_enough", "sold_out", "no_coupon", "blocked"};
    return names[static_cast<int>(obstacle)];
}

Obstacle obstacle(const Prize& prize, const Call& call, const Progress& progress) {
    if (progress.done < prize.unlock_after) return Obstacle::locked;
    if (prize.max_per_player && progress.won_of(prize.id) >= *prize.max_per_player) return Obstacle::had_enough;
    if (prize.stocked() && call.stock(prize.id).left() < 1) return Obstacle::sold_out;
    return Obstacle::none;
}

Turn turn(const Settings& settings, Call& call, Progress& progress) {
    Turn turn = decide(settings, call, progress);
    const Prize& given = settings.prizes[turn.prize];
    ++progress.done;
    ++progress.today;
    progress.losing = settings.wins(turn.prize) ? 0 : progress.losing + 1;
    if (given.max_per_player) ++progress.won[given.id];
    return turn;
}

}  // namespace lucky_wheel
