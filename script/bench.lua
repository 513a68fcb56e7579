-- For wrk: asks as all the people of a seeded pod in turn. Used by script/bench only.
--   BENCH_SEEDED  the file that `samara seed` wrote        BENCH_WHAT  a path; or aspects, profile, post, thread, comment, like, publish, hundreds, limited, missing,
--                webfinger, actor
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

-- A visitor asks for what is for others, or for what never was.
local function visit(path)
  return wrk.format("GET", path, { Host = wrk.headers.Host })
end

function init()
  if what == "limited" then
    for _, path in ipairs(seeded.limited) do table.insert(requests, visit(path)) end
    return
  elseif what == "missing" then
    for index = 1, 500 do table.insert(requests, visit(string.format("/posts/%032x", index * 7919))) end
    return
  elseif what == "webfinger" then
    for _, path in ipairs(seeded.account) do table.insert(requests, visit("/.well-known/webfinger?resource=acct:" .. path)) end
    return
  elseif what == "actor" then
    local wanted = { Host = wrk.headers.Host, Accept = "application/activity+json" }
    for _, path in ipairs(seeded.profile) do table.insert(requests, wrk.format("GET", path, wanted)) end
    return
  end
  for index, cookie in ipairs(seeded.cookie) do
    if what == "aspects" then
      table.insert(requests, get(seeded.aspects[index], cookie))
    elseif what == "profile" then
      for step = 1, 3 do table.insert(requests, get(seeded.profile[(index * 7 * step) % #seeded.profile + 1], cookie)) end
    elseif what == "post" then
      for step = 1, 3 do table.insert(requests, get(seeded.post[(index * 7 * step) % #seeded.post + 1], cookie)) end
    elseif what == "thread" then
      table.insert(requests, get(seeded.thread[1], cookie))
    elseif string.sub(what, 1, 1) == "/" then
      table.insert(requests, get(what, cookie))
    end
  end
end

local count = 0

local function post(path, index, body)
  return wrk.format("POST", path, {
    Host = wrk.headers.Host, Origin = wrk.headers.Origin, Cookie = seeded.cookie[index],
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }, "csrf=" .. seeded.csrf[index] .. body)
end

-- Everyone in turn. Comments go round the posts, so that some people come to take part in each; with likes everyone
-- goes through one post after the other, and none is given twice.
local function act(what)
  count = count + 1
  local index = count % #seeded.cookie + 1
  local on = seeded.post[math.floor(count / #seeded.cookie) % #seeded.post + 1]
  if what == "comment" then
    on = seeded.post[(count * 7) % #seeded.post + 1]
    return post(on .. "/comments", index, "&comment=Measured+comment+number+" .. count .. "+and+a+few+more+words.&answers=")
  end
  return post(on .. "/like", index, "&emoji=")
end

-- Only the first person has an aspect of fifty. Each post has a text of its own.
local function publish(aspect, words)
  count = count + 1
  return post("/posts", 1, "&reach=limited&aspect=" .. aspect
    .. "&text=Measured+post+number+" .. count .. "+with+a+sentence+or+two+as+people+write+them." .. words)
end

function request()
  if what == "publish" then return publish(seeded.aspect[1], "+It+goes+to+fifty+people.") end
  if what == "hundreds" then return publish(seeded.hundreds[1], "+It+goes+to+five+hundred,+and+names+@{" .. seeded.named[1] .. "}.") end
  if what == "comment" or what == "like" then return act(what) end
  at = at % #requests + 1
  return requests[at]
end
