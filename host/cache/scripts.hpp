// What the cache lets Redis do in one step (docs/formats/cache.md). Private to cache.
#pragma once
#include <chrono>

#include "redis/commands.hpp"

namespace fairground::cache::scripts {

inline constexpr std::chrono::hours version_lives{24};
inline constexpr std::chrono::seconds token_lives{10};

// A version lies there as "GENERATION VERSION", with the environment's generation under which it is known; a token as
// "GENERATION tNONCE". What is of an older generation counts as missing: something may not have been told.

// Versions are raised, never lowered; a token is overwritten. Where Redis takes no more memory the version goes, so
// that nothing of the player counts. Then the message is published. KEYS: versions. ARGV: how long they live (ms),
// channel, message, generation, then a version for each key.
const redis::Script& raise();
// A new number, higher than any before. KEYS: generation. ARGV: the known number. Returns the number.
const redis::Script& renew();
// KEYS: generations. ARGV: the known numbers. Returns the numbers, with a '*' before those that are new: nobody had
// numbered it, or Redis had forgotten one that we know.
const redis::Script& read();
// The environment gets a new number if the server is not the one that wrote it last: a restart or a failover may have
// brought back what was. KEYS: server, environment. ARGV: the server, the known number. Returns as read().
const redis::Script& meet_server();
// The same, once for each sender that is gone without a farewell. KEYS: its grave, environment. ARGV: the known number.
const redis::Script& bury();
// The right to fill for a player whose version is not known. KEYS: version. ARGV: generation, token, how long it lives
// (ms). Returns 1 or 0.
const redis::Script& claim();
// KEYS: version, reply. ARGV: generation, the reply's version, our token (or "-"), how long the version lives, how long
// the reply lives, the reply. Returns 1, or 0: something newer is known, or our right is gone.
const redis::Script& fill();

}  // namespace fairground::cache::scripts
