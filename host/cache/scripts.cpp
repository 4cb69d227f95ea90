#include "cache/scripts.hpp"

namespace fairground::cache::scripts {
namespace {

// Numbers follow the clock of the server, so that a number never comes twice, whatever was forgotten meanwhile. They
// stay below 2^53, what Lua counts exactly.
constexpr const char* clock = R"(
local function clock()
  local t = redis.call('TIME')
  return t[1] * 1000000 + t[2]
end
local function text(number) return string.format('%.0f', number) end
local function renew(key, known)
  local number = math.max((tonumber(redis.call('GET', key) or '') or 0) + 1, known + 1, clock())
  redis.call('SET', key, text(number))
  return text(number)
end
)";

redis::Script with_clock(const char* lua) {
    return redis::Script(std::string(clock) + lua);
}

// Of a version's key: the generation and what is known under it; nothing: 0 and ''.
constexpr const char* reading = R"(
local function text(number) return string.format('%.0f', number) end
local function read(key)
  local generation, known = string.match(redis.call('GET', key) or '', '^(%d+) (.+)$')
  return tonumber(generation) or 0, known or ''
end
)";

redis::Script with_reading(const char* lua) {
    return redis::Script(std::string(reading) + lua);
}

}  // namespace

const redis::Script& raise() {
    static const redis::Script script = with_reading(R"(
for i, key in ipairs(KEYS) do
  local generation, version = tonumber(ARGV[4]), tonumber(ARGV[i + 4])
  local known_generation, known = read(key)
  local number = tonumber(known)
  if not (number and number >= version and known_generation >= generation) then
    generation = math.max(generation, known_generation)
    version = math.max(version, number or 0)
    local set = redis.pcall('SET', key, text(generation) .. ' ' .. text(version), 'PX', ARGV[1])
    if type(set) == 'table' and set.err then redis.call('UNLINK', key) end
  end
end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
)");
    return script;
}

const redis::Script& renew() {
    static const redis::Script script = with_clock("return renew(KEYS[1], tonumber(ARGV[1]))");
    return script;
}

const redis::Script& read() {
    static const redis::Script script = with_clock(R"(
local numbers = {}
for i, key in ipairs(KEYS) do
  local known = tonumber(ARGV[i])
  local number = tonumber(redis.call('GET', key) or '')
  if not number or number < known then
    numbers[i] = '*' .. renew(key, known)
  else
    numbers[i] = text(number)
  end
end
return numbers
)");
    return script;
}

const redis::Script& meet_server() {
    static const redis::Script script = with_clock(R"(
if redis.call('GET', KEYS[1]) == ARGV[1] then return '' end
redis.call('SET', KEYS[1], ARGV[1])
return '*' .. renew(KEYS[2], tonumber(ARGV[2]))
)");
    return script;
}

const redis::Script& bury() {
    static const redis::Script script = with_clock(R"(
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', '3600') then return '' end
return '*' .. renew(KEYS[2], tonumber(ARGV[1]))
)");
    return script;
}

const redis::Script& claim() {
    static const redis::Script script = with_reading(R"(
local generation, known = read(KEYS[1])
if known ~= '' and generation >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1
)");
    return script;
}

const redis::Script& fill() {
    static const redis::Script script = with_reading(R"(
local generation, known = read(KEYS[1])
if known == '' or generation ~= tonumber(ARGV[1]) then return 0 end
local number, version = tonumber(known), tonumber(ARGV[2])
if number then
  if number > version then return 0 end
elseif known ~= ARGV[3] then
  return 0
end
if number ~= version then redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[4]) end
redis.call('SET', KEYS[2], ARGV[6], 'PX', ARGV[5])
return 1
)");
    return script;
}

}  // namespace fairground::cache::scripts
