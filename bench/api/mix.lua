-- The declared mix: of twenty requests twelve read, six create, and two are of somebody who renders: one asks for the
-- video, one looks how far it is. Values come by the environment. BENCH_PAUSE_MS: each connection waits so long, on
-- average, between its requests, as a person would.
local token, project, render = os.getenv("BENCH_TOKEN"), os.getenv("BENCH_PROJECT"), os.getenv("BENCH_RENDER")
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
local path = "/api/v1/projects/" .. project
local read = wrk.format("GET", path, headers)
local list = wrk.format("GET", "/api/v1/projects?limit=10", headers)
local scenes = wrk.format("GET", "/api/v1/scenes?project_id=" .. project, headers)
local create = wrk.format("POST", "/api/v1/projects", headers, '{"title":"Internet em casa"}')
local ask = wrk.format("POST", path .. "/renders", headers, "{}")
local follow = wrk.format("GET", "/api/v1/renders/" .. render, headers)
local turns = {
  read, create, list, scenes, create, read, list, ask, create, scenes,
  read, create, list, scenes, create, read, list, follow, create, scenes,
}
local count = math.random(0, #turns - 1)

function request()
  count = count % #turns + 1
  return turns[count]
end

if pause > 0 then
  function delay()
    return math.random(0, 2 * pause)
  end
end
