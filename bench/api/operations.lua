-- What the connections ask for, one request after the other. BENCH_PEOPLE: a file with a line for each person: token,
-- project and render. BENCH_TURNS: the operations in their order, by name. BENCH_PAUSE_MS: each connection waits so long,
-- on average, between its requests, as a person would.
local kinds = {
  live = function() return wrk.format("GET", "/health/live") end,
  thing = function() return wrk.format("GET", "/thing") end,
  read = function(one) return wrk.format("GET", one.path, one.headers) end,
  list = function(one) return wrk.format("GET", "/api/v1/projects?limit=10", one.headers) end,
  scenes = function(one) return wrk.format("GET", "/api/v1/scenes?project_id=" .. one.project, one.headers) end,
  follow = function(one) return wrk.format("GET", "/api/v1/renders/" .. one.render, one.headers) end,
  create = function(one) return wrk.format("POST", "/api/v1/projects", one.headers, '{"title":"Internet em casa"}') end,
  ask = function(one) return wrk.format("POST", one.path .. "/renders", one.headers, "{}") end,
}
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")
local requests, count = {}, 0

function init()
  local people = {}
  for line in io.lines(os.getenv("BENCH_PEOPLE")) do
    local token, project, render = line:match("(%S+) (%S+) (%S+)")
    local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
    table.insert(people, { project = project, render = render, path = "/api/v1/projects/" .. project, headers = headers })
  end
  -- Everybody's first operation, everybody's second one, …
  for name in os.getenv("BENCH_TURNS"):gmatch("%S+") do
    for _, one in ipairs(people) do table.insert(requests, kinds[name](one)) end
  end
  math.randomseed(os.time())
  count = math.random(0, #requests - 1)
end

function request()
  count = count % #requests + 1
  return requests[count]
end

if pause > 0 then
  function delay()
    return math.random(0, 2 * pause)
  end
end

function done(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read
  -- wrk's own output knows no 95th percentile.
  io.write(string.format("RESULT %.1f %.1f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, failed))
end
