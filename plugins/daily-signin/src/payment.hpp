// What keeps or mends a streak, and what the player pays for it.
#pragma once
#include "attendance.hpp"
#include "settings.hpp"

namespace daily_signin {

// True: the player has a card that could keep a streak.
bool has_freeze_card(const Settings& settings, const fairground::Call& call);

// Spends a freeze card for yesterday where that keeps the streak; says which day was frozen, if any. asked: the player
// wants it, and is refused if it is not possible.
std::optional<Day> freeze(const Settings& settings, fairground::Call& call, Attendance& attendance, Day today,
                          bool asked);

// Refuses the call unless the day may be made up.
void check_makeup(const Settings& settings, const Attendance& attendance, Day today, Day day);
// The same as a question.
bool may_make_up(const Settings& settings, const Attendance& attendance, Day today, Day day);
// The first day that could be made up. REQUIRES: settings.makeup
Day makeup_from(const Settings& settings, Day today);

// Takes a card, else the price; says what was paid. REQUIRES: settings.makeup
Json pay_makeup(const Settings& settings, fairground::Call& call);

}  // namespace daily_signin
