import { script } from "./redis-scripts.js";
import { mostChats, mostConnections } from "./store.js";

/** Forgets the ticket of a socket. ARGV: its fingerprint. */
export const takeTicket = script(`
local value = call('HGET', base .. 'tokens', ARGV[5])
if not value or not string.find(value, '"kind":"socket"', 1, true) then return false end
call('HDEL', base .. 'tokens', ARGV[5])
return value
`);

/** Starts a chat. ARGV: its id, for how long to keep it, the chat as JSON, and its participants. */
export const startChat = script(`
local id, ms, record = unpack(ARGV, 5)
local chat = base .. 'chat:' .. id
touch()
call('HSET', chat, 'record', record, 'newest', 0, 'joined', 0)
for index = 8, #ARGV do call('HSET', chat, 'state ' .. ARGV[index], 'invited') end
call('PEXPIRE', chat, ms)
local last = call('ZREVRANGE', base .. 'chats', 0, 0, 'WITHSCORES')[2] or 0
call('ZADD', base .. 'chats', last + 1, id)
keep('chats', tonumber(ms))
while call('ZCARD', base .. 'chats') > ${mostChats} do
  dropChat(name, call('ZRANGE', base .. 'chats', 0, 0)[1])
  call('HINCRBY', base .. 'dropped', 'chats', 1)
  keep('dropped')
end
`);

/** The newest chats, newest first, each as its hash. ARGV: how many. */
export const listChats = script(`
local found = {}
for _, id in ipairs(call('ZREVRANGE', base .. 'chats', 0, ARGV[5] - 1)) do
  table.insert(found, call('HGETALL', base .. 'chat:' .. id))
end
return found
`);

/** Has a participant join. ARGV: the chat, the participant, its connection, and the item. */
export const joinChat = script(`
local id, who, connection, joined = unpack(ARGV, 5)
local chat = base .. 'chat:' .. id
local state = call('HGET', chat, 'state ' .. who)
if not state or state == 'left' or call('HEXISTS', chat, 'endedAt') == 1 then return 0 end
touch()
local connections = {}
for one in string.gmatch((call('HGET', chat, 'connections ' .. who) or '') .. ' ' .. connection, '%S+') do
  table.insert(connections, one)
end
local latest = table.concat(connections, ' ', math.max(1, #connections - ${mostConnections - 1}))
call('HSET', chat, 'connections ' .. who, latest, 'state ' .. who, 'joined')
if state == 'invited' then
  call('HINCRBY', chat, 'joined', 1)
  deliver(id, joined, 'true', '')
end
return 1
`);

/** Has a participant leave. ARGV: the chat, the participant, whether the chat ends with it, and both items. */
export const leaveChat = script(`
local id, who, isCustomer, left, ended = unpack(ARGV, 5)
local chat = base .. 'chat:' .. id
if call('HGET', chat, 'state ' .. who) ~= 'joined' or call('HEXISTS', chat, 'endedAt') == 1 then return 0 end
touch()
call('HSET', chat, 'state ' .. who, 'left')
deliver(id, left, 'true', '')
if call('HINCRBY', chat, 'joined', -1) == 0 or isCustomer == 'true' then
  deliver(id, ended, 'true', '')
  call('HSET', chat, 'endedAt', now)
end
return 1
`);

/**
 * Delivers an item. ARGV: the chat, the item, whether it is kept, its Id if it is a message, its Id and time; of a replay, its key,
 * payload, time.
 */
export const deliverItem = script(`
local chat, item, isKept, message, id, at, key, payload, ms = unpack(ARGV, 5)
local firstId, firstAt = firstResponse(key)
if firstId then return { firstId, firstAt } end
touch()
if not deliver(chat, item, isKept, message) then return false end
rememberResponse(key, id, at, payload, ms)
return { id, at }
`);
