-- The declared mix: of ten requests six read, three create, one follows a render. Addresses come by the environment.
local token, project = os.getenv("BENCH_TOKEN"), os.getenv("BENCH_PROJECT")
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
local count = 0

function request()
  count = count + 1
  local turn = count % 10
  if turn == 0 or turn == 3 or turn == 6 then
    return wrk.format("POST", "/api/v1/projects", headers, '{"title":"Internet em casa"}')
  elseif turn == 9 then
    return wrk.format("GET", "/api/v1/projects/" .. project .. "/renders", headers)
  elseif turn % 2 == 0 then
    return wrk.format("GET", "/api/v1/projects?limit=10", headers)
  end
  return wrk.format("GET", "/api/v1/projects/" .. project, headers)
end
