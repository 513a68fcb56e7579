-- For wrk: asks as all the people of a seeded pod in turn. Used by script/bench only.
--   BENCH_SEEDED  the file that `samara seed` wrote        BENCH_WHAT  a path; or aspects, profile, post, publish
local seeded = {}
for line in io.lines(os.getenv("BENCH_SEEDED")) do
  local name, value = line:match("^(%w+)=(.*)$")
  seeded[name] = seeded[name] or {}
  table.insert(seeded[name], value)
end

local what = os.getenv("BENCH_WHAT")
local requests, at = {}, 0

local function get(path, cookie)
  return wrk.format("GET", path, { Host = wrk.headers.Host, Cookie = cookie })
end

function init()
  for index, cookie in ipairs(seeded.cookie) do
    if what == "aspects" then
      table.insert(requests, get(seeded.aspects[index], cookie))
    elseif what == "profile" then
      for step = 1, 3 do table.insert(requests, get(seeded.profile[(index * 7 * step) % #seeded.profile + 1], cookie)) end
    elseif what == "post" then
      for step = 1, 3 do table.insert(requests, get(seeded.post[(index * 7 * step) % #seeded.post + 1], cookie)) end
    elseif what ~= "publish" then
      table.insert(requests, get(what, cookie))
    end
  end
end

local count = 0

-- Only the first person has an aspect of fifty. Each post has a text of its own.
local function publish()
  count = count + 1
  local body = "csrf=" .. seeded.csrf[1] .. "&reach=limited&aspect=" .. seeded.aspect[1]
    .. "&text=Measured+post+number+" .. count .. "+with+a+sentence+or+two+as+people+write+them.+It+goes+to+fifty+people."
  return wrk.format("POST", "/posts", {
    Host = wrk.headers.Host, Origin = wrk.headers.Origin, Cookie = seeded.cookie[1],
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }, body)
end

function request()
  if what == "publish" then return publish() end
  at = at % #requests + 1
  return requests[at]
end
