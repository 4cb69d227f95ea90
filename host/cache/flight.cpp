#include "cache/flight.hpp"

#include <algorithm>

namespace fairground::cache {
namespace {

std::string who_of(const Question& question) {
    return question.player.empty() ? std::string() : who_is(question.tenant, question.player);
}

}  // namespace

Flight::Flight(Levels& levels, Waiter pilot, bool common, Sharing sharing)
    : levels_(levels),
      pilot_(std::move(pilot)),
      question_(pilot_.question),
      who_(who_of(question_)),
      common_(common),
      sharing_(sharing) {}

// From the pin on every announcement of the player is noted, so what is read from here on is compared with it.
void Flight::begin() {
    levels_.flights.board(name(), sharing_.number);
    pin_ = levels_.local.pin(who_);
    const Stand stand = levels_.stand();
    const auto environment = levels_.generations.environment();
    stamp_ = {stand.epoch, question_.scope->now()};
    if (found_here()) return;
    if (levels_.shared && stand.trusted && stamp_.generation.known()) return ask_redis(environment);
    compute();
}

// Somebody may have fetched it since this one looked; or it is there, but has to be compared with the database.
bool Flight::found_here() {
    const auto look = [&](std::string_view who, const std::string& name) {
        auto found = levels_.local.find(who, name, stamp_, question_.at_least, question_.now);
        if (found.reply && found.reply->fresh_until <= question_.now) found.reply.reset();
        return found;
    };
    const auto own = look(who_, question_.own);
    const bool good = own.reply && (who_.empty() || (own.certain && levels_.stand().trusted));
    if (own.reply && !good) wanted_.unless_changed = own.reply;
    const auto everybodys = good ? Local::Found{} : look({}, question_.common);
    if (!good && !everybodys.reply) return false;
    take({.reply = good ? own.reply : everybodys.reply, .of_player = good}, Origin::here);
    return true;
}

void Flight::ask_redis(std::int64_t environment) {
    asked_ = {.tenant = question_.tenant,
              .player = question_.player,
              .own = question_.own,
              .common = question_.common,
              .environment = environment,
              .generation = stamp_.generation,
              .now = question_.now};
    // Of what is known to be everybody's, no version; of what is known to be his, nothing of everybody's.
    Shared::Question wanted = asked_;
    if (!common_) wanted.common.clear();
    asked_for_player_ = levels_.audiences.of(question_.family) != Audience::everybody;
    if (!asked_for_player_) {
        wanted.player.clear();
        wanted.own.clear();
    }
    levels_.shared->look(std::move(wanted),
                         [self = shared_from_this()](Shared::Seen seen) { self->see(std::move(seen)); });
}

void Flight::see(Shared::Seen seen) {
    right_ = std::move(seen.right);
    if (seen.own && seen.own->version < question_.at_least) seen.own.reset();
    if (seen.own || seen.common) {
        levels_.redis_hits.fetch_add(1, std::memory_order_relaxed);
        const bool of_player = seen.own.has_value();
        auto reply = std::make_shared<Reply>(std::move(of_player ? *seen.own : *seen.common));
        question_.dress(*reply);
        return take({.reply = std::move(reply), .keep = true, .of_player = of_player}, Origin::redis);
    }
    if (seen.version) wanted_.at_least = std::max(*seen.version, question_.at_least);
    compute();
}

void Flight::compute() {
    pilot_.compute(wanted_, [self = shared_from_this()](Computed computed) {
        const bool confirmed = computed.reply == self->wanted_.unless_changed;
        ++(confirmed ? self->levels_.confirmed : self->levels_.computed);
        self->take(std::move(computed), Origin::source);
    });
}

void Flight::take(Computed computed, Origin origin) {
    if (computed.failed) return land(computed, true);
    levels_.audiences.learn(question_.family, computed.of_player);
    const bool overtaken = computed.of_player && levels_.local.overtaken(who_, computed.reply->version);
    if (!overtaken) {
        keep(computed, origin);
        // What is not kept is true of the moment it was read, not of one after it.
        return land(computed, computed.keep || origin == Origin::here);
    }
    levels_.fenced.fetch_add(1, std::memory_order_relaxed);
    if (std::exchange(again_, true)) return land(computed, false);
    // Who has joined may know of the change already: once more, from what is committed now.
    levels_.flights.board(name(), sharing_.number);
    wanted_ = {};
    compute();
}

void Flight::keep(const Computed& computed, Origin origin) {
    if (!computed.keep) return;
    const auto& reply_name = computed.of_player ? question_.own : question_.common;
    levels_.local.put(computed.of_player ? std::string_view(who_) : std::string_view(), reply_name, computed.reply,
                      stamp_);
    // What was only confirmed is shared already, or will be by who computes it next.
    if (origin != Origin::source || asked_.environment == 0 || computed.reply == wanted_.unless_changed) return;
    const bool of_one = computed.of_player && !who_.empty();
    if (of_one && !asked_for_player_) return;  // there is no right to fill without having asked
    levels_.shared->fill(asked_, right_, reply_name, *computed.reply, of_one);
}

// Late is who joined after the data was read. Those who may not have it fly at once again, all together.
void Flight::land(const Computed& computed, bool also_late_ones) {
    auto& flights = levels_.flights;
    Flights<Waiter>::Landed landed;
    if (!also_late_ones)
        landed = flights.land_on_board(name(), sharing_.number);
    else if (computed.failed || !sharing_.with_all)
        landed.on_board = flights.land(name(), sharing_.number);
    else
        landed.on_board = flights.land_all(name());
    give(pilot_, computed);
    const bool only_for_the_pilot = common_ && computed.of_player && !computed.failed;
    for (Waiter& waiter : landed.on_board)
        only_for_the_pilot ? levels_.fetch(std::move(waiter)) : give(waiter, computed);
    if (landed.next) std::make_shared<Flight>(levels_, std::move(*landed.next), common_, sharing_)->begin();
}

void Flight::give(Waiter& waiter, const Computed& computed) {
    const bool seen_newer = computed.of_player && computed.reply->version < waiter.question.at_least;
    if (!seen_newer || computed.failed) return waiter.done(computed.reply);
    waiter.compute({}, [done = std::move(waiter.done)](const Computed& strong) { done(strong.reply); });
}

}  // namespace fairground::cache
