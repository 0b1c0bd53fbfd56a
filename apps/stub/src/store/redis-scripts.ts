import { Script } from "./redis-connection.js";
import { mostFaults, mostItemBytes, mostItems, mostNamespaces } from "./store.js";

/** How many tokens, attempts and buckets a namespace keeps. Replays are kept for their time, up to a million. */
const most = 20_000;
const mostReplays = 1_000_000;
/** How many bytes of journal entries a namespace keeps. */
const mostBytes = 64 * 1024 * 1024;
/** For how long a delivery can be followed, in milliseconds. */
const deliveriesMs = 60_000;

/** All of a namespace's keys but those that count on across a reset. */
const kinds = ["tokens", "replays", "attempts", "buckets", "faults"].flatMap((kind) => [kind, `${kind}:order`]);
const state = ["journal", "bytes", "hits", "series", "chats", ...kinds].map((kind) => `'${kind}'`).join(", ");

/**
 * What the scripts share. KEYS[1] is the prefix of the namespace's keys, of which all others are made. ARGV: the time, for
 * how long what nobody writes to is kept, the prefix of all keys, the namespace's name, and the script's own.
 */
const shared = `#!lua
local base, now, retention, prefix, name = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]
local call = redis.call

local function keep(kind, ms)
  call('PEXPIRE', base .. kind, string.format('%.0f', math.max(ms or retention, call('PTTL', base .. kind))))
end

local function dropChat(name, id)
  local base = prefix .. ':' .. name .. ':'
  local chat = base .. 'chat:' .. id
  call('UNLINK', chat, chat .. ':items', chat .. ':deliveries')
  call('ZREM', base .. 'chats', id)
  call('PUBLISH', prefix .. ':appended', name .. ' ' .. id)
end

local function unlink(name, ...)
  local base = prefix .. ':' .. name .. ':'
  for _, id in ipairs(call('ZRANGE', base .. 'chats', 0, -1)) do dropChat(name, id) end
  for _, kind in ipairs({${state}, ...}) do call('UNLINK', base .. kind) end
end

-- A map of bounded size, with its keys in the order in which they came.
local function remember(kind, most, key, value, ms)
  if call('HSET', base .. kind, key, value) == 1 then
    call('RPUSH', base .. kind .. ':order', key)
    if call('LLEN', base .. kind .. ':order') > most then
      call('HINCRBY', base .. 'dropped', kind, call('HDEL', base .. kind, call('LPOP', base .. kind .. ':order')))
      keep('dropped')
    end
  end
  keep(kind, ms)
  keep(kind .. ':order', ms)
end

-- Values that expire begin with the time when they do, and the oldest of a kind expires first.
local function forgetExpired(kind)
  for _ = 1, 3 do
    local key = call('LINDEX', base .. kind .. ':order', 0)
    local value = key and call('HGET', base .. kind, key)
    if not key or (value and tonumber(string.match(value, '^%d+')) > now) then return end
    call('HDEL', base .. kind, call('LPOP', base .. kind .. ':order'))
  end
end

-- Of namespaces, the one that was not written to for longest is dropped.
local function touch()
  if name == '' then return end
  local names = prefix .. ':namespaces'
  call('ZADD', names, now, name)
  call('PEXPIRE', names, ARGV[2])
  if call('ZCARD', names) > ${mostNamespaces} then
    unlink(call('ZPOPMIN', names)[1], 'sequence', 'dropped')
    call('INCR', names .. ':dropped')
    call('PEXPIRE', names .. ':dropped', ARGV[2])
  end
end

-- The response to an event or a message that was sent before: its Id and time, and the digest of what was sent.
local function firstResponse(key)
  local known = key and call('HGET', base .. 'replays', key) or ''
  local expires, id, at, payload = string.match(known, '^(%d+) (%S+) (%S+) (%S+)$')
  if expires and tonumber(expires) > now then return id, at, payload end
end

local function rememberResponse(key, id, at, payload, ms)
  if not key then return end
  forgetExpired('replays')
  local expires = string.format('%.0f', now + ms)
  remember('replays', ${mostReplays}, key, table.concat({ expires, id, at, payload }, ' '), tonumber(ms))
end

-- Items are told by their number, and those that are kept are the transcript.
local function deliver(id, item, isKept, message)
  local chat = base .. 'chat:' .. id
  if call('EXISTS', chat) == 0 or call('HEXISTS', chat, 'endedAt') == 1 then return false end
  local number = call('HINCRBY', chat, 'newest', 1)
  call('XADD', chat .. ':deliveries', 'MAXLEN', '=', ${mostItems}, number .. '-0', 'item', item)
  call('PEXPIRE', chat .. ':deliveries', ${deliveriesMs})
  if isKept == 'true' then
    call('RPUSH', chat .. ':items', item)
    call('PEXPIRE', chat .. ':items', call('PTTL', chat))
    if message ~= '' then call('HSET', chat, 'message ' .. message, 1) end
    local bytes = call('HINCRBY', chat, 'bytes', #item)
    while bytes > ${mostItemBytes} or call('LLEN', chat .. ':items') > ${mostItems} do
      local oldest = call('LPOP', chat .. ':items')
      bytes = call('HINCRBY', chat, 'bytes', -#oldest)
      call('HDEL', chat, 'message ' .. cjson.decode(oldest).Id)
    end
  end
  call('PUBLISH', prefix .. ':appended', name .. ' ' .. id)
  return true
end
`;

/** A script, with what all of them share. */
export const script = (text: string) => new Script(shared + text);

/**
 * Appends an entry. ARGV: entries to keep, outcome, Id, AbsoluteTime, the rest as JSON; of a delivery, its chat, the item, and whether
 * it is kept; of a replay, its key, payload, time.
 */
export const appendEntry = script(`
local most, outcome, id, at, rest, chat, item, isKept, key, payload, ms = unpack(ARGV, 5)
touch()
local firstId, firstAt, firstPayload = firstResponse(key)
if firstId then
  if firstPayload ~= payload then return false end
  outcome, id, at = 'replayed', firstId, firstAt
else
  rememberResponse(key, id, at, payload, ms)
  if chat ~= '' then deliver(chat, item, isKept, '') end
end
local sequence = call('INCR', base .. 'sequence')
call('XADD', base .. 'journal', sequence .. '-0', 'time', now, 'outcome', outcome, 'Id', id, 'AbsoluteTime', at, 'rest', rest)
local bytes = call('INCRBY', base .. 'bytes', #rest)
while true do
  local oldest = call('XRANGE', base .. 'journal', '-', '+', 'COUNT', 1)[1]
  if not oldest then break end
  local number, time = tonumber(string.match(oldest[1], '^%d+')), tonumber(oldest[2][2])
  if number > sequence - most and time >= now - retention and bytes <= ${mostBytes} then break end
  call('XDEL', base .. 'journal', oldest[1])
  bytes = call('DECRBY', base .. 'bytes', #oldest[2][10])
  call('HINCRBY', base .. 'dropped', 'events', 1)
  keep('dropped')
end
keep('sequence')
keep('journal')
keep('bytes')
call('PUBLISH', prefix .. ':appended', name)
return { sequence, outcome, id, at }
`);

/** Removes entries. ARGV: their sequences. */
export const removeEntries = script(`
for index = 5, #ARGV do
  local id = ARGV[index] .. '-0'
  local entry = call('XRANGE', base .. 'journal', id, id)[1]
  if entry then
    call('XDEL', base .. 'journal', id)
    call('DECRBY', base .. 'bytes', #entry[2][10])
  end
end
`);

/** Adds tokens. ARGV: for how long to keep them, then fingerprints, each with its value. */
export const addTokens = script(`
touch()
for index = 6, #ARGV, 2 do remember('tokens', ${most}, ARGV[index], ARGV[index + 1], tonumber(ARGV[5])) end
`);

/** Ends a chat. ARGV: the fingerprint, and the token's value if the baseline has it. */
export const endChat = script(`
touch()
local value = call('HGET', base .. 'tokens', ARGV[5]) or ARGV[6]
if not string.find(value, '"kind":"connection"', 1, true) then return 0 end
remember('tokens', ${most}, ARGV[5], (string.gsub(value, '"ended":false', '"ended":true')))
return 1
`);

/** Stages a fault. ARGV: its id, and the fault as JSON. */
export const addFault = script(`
touch()
if call('HLEN', base .. 'faults') >= ${mostFaults} then return 0 end
remember('faults', ${mostFaults}, ARGV[5], ARGV[6])
return 1
`);

/** The staged faults, as JSON, in the order in which they came; and the counts of all. */
export const listFaults = script(`
local ids = call('LRANGE', base .. 'faults:order', 0, -1)
local staged = #ids > 0 and call('HMGET', base .. 'faults', unpack(ids)) or {}
return { staged, call('HGETALL', base .. 'hits') }
`);

/** Removes a fault. ARGV: its id, and whether the baseline has it. */
export const removeFault = script(`
call('LREM', base .. 'faults:order', 1, ARGV[5])
local removed = call('HDEL', base .. 'faults', ARGV[5])
if removed == 0 and ARGV[6] == 'true' then removed = call('HSETNX', base .. 'hits', ARGV[5] .. ' removed', 1) end
call('HDEL', base .. 'hits', ARGV[5] .. ' seen', ARGV[5] .. ' hits')
keep('hits')
return removed
`);

/** Counts an event at faults. ARGV: the chance, then id, skip, times, probability of each, and whether the baseline has it. */
export const hitFault = script(`
local left = tonumber(ARGV[5])
for index = 6, #ARGV, 5 do
  local id, skip, times, probability, isOfBaseline = unpack(ARGV, index, index + 4)
  local isThere = isOfBaseline == 'true' and call('HEXISTS', base .. 'hits', id .. ' removed') == 0
    or call('HEXISTS', base .. 'faults', id) == 1
  if isThere and tonumber(call('HGET', base .. 'hits', id .. ' hits') or 0) < tonumber(times) then
    local seen = call('HINCRBY', base .. 'hits', id .. ' seen', 1)
    keep('hits')
    if seen > tonumber(skip) then
      probability = tonumber(probability)
      if left < probability then return { id, call('HINCRBY', base .. 'hits', id .. ' hits', 1) } end
      left = (left - probability) / (1 - probability)
    end
  end
end
return false
`);

/** Takes a token from a bucket, by the clock of Redis, which all replicas share. ARGV: the bucket, the rate, the burst. */
export const takeToken = script(`
local bucket, rate, burst = ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local time = call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local left, since = string.match(call('HGET', base .. 'buckets', bucket) or '', '^(%S+) (%S+)$')
left = left and math.min(burst, left + math.max(0, now - since) * rate / 1000) or burst
local wait = 0
if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) * 1000 / rate) end
touch()
remember('buckets', ${most}, bucket, string.format('%.6f %.3f', left, now))
return wait
`);

/** The next number of a series. ARGV: its name. */
export const nextNumber = script(`
local number = call('HINCRBY', base .. 'series', ARGV[5], 1)
touch()
keep('series')
return number
`);

/** Counts an attempt. ARGV: its key, and for how long it counts. */
export const countAttempt = script(`
local expires, number = string.match(call('HGET', base .. 'attempts', ARGV[5]) or '', '^(%d+) (%d+)$')
if not expires or tonumber(expires) <= now then expires, number = string.format('%.0f', now + ARGV[6]), 0 end
forgetExpired('attempts')
touch()
remember('attempts', ${most}, ARGV[5], expires .. ' ' .. (number + 1))
return number + 1
`);

/** How much is kept: tokens, replays, attempts, entries, chats, namespaces; and what was dropped. */
export const countAll = script(`
local names = prefix .. ':namespaces'
return {
  call('HLEN', base .. 'tokens'), call('HLEN', base .. 'replays'), call('HLEN', base .. 'attempts'),
  call('XLEN', base .. 'journal'), call('ZCARD', base .. 'chats'), call('ZCARD', names),
  tonumber(call('GET', names .. ':dropped') or 0), call('HGETALL', base .. 'dropped'),
}
`);

/** Removes all state. */
export const removeState = script("unlink(name)");
