-- What wrk sends: typing events, each with a fresh ClientToken; with a constant one, so that all but the first are replays; or
-- without a ContentType, so that they are rejected. The second argument is the length of Content, the third how many connections
-- send them.
local kind, size, connections, sent, run

function init(args)
  kind = args[1]
  size = tonumber(args[2] or "0")
  connections = tonumber(args[3] or "1")
  sent = 0
  math.randomseed(os.time())
  run = math.random(1, 1000000000)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  wrk.headers["X-Amz-Bearer"] = "connection-" .. (sent % connections)
  local members = '"ClientToken":"' .. (kind == "replayed" and "same" or run .. "-" .. sent) .. '"'
  if size > 0 then members = members .. ',"Content":"' .. string.rep("x", size) .. '"' end
  if kind ~= "rejected" then members = members .. ',"ContentType":"application/vnd.amazonaws.connect.event.typing"' end
  return wrk.format(nil, nil, nil, "{" .. members .. "}")
end

function done(summary, latency)
  io.write(string.format("\nresult %d %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, latency:percentile(99)))
end
