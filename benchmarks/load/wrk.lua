-- What wrk sends, and what it took as one line of JSON at the end. Arguments, after the URL and `--`:
--
--   read SEED THINK_MS PATH PEOPLE        GET PATH, and somebody's address behind it where PEOPLE is not 0
--   intake SEED 0 PATH ROWS MEMBERS POSTS AT RUN KEY        batches, each row with an id of its own
--
-- A connection asks again as soon as it was answered, or THINK_MS later on average. The pauses are distributed
-- exponentially, so that many connections together ask as evenly spread as people do. One thread: what is
-- counted here is counted for all connections.

local kinds = {}

function init(args)
   math.randomseed(tonumber(args[2]))
   local think = tonumber(args[3])
   if think > 0 then
      function delay()
         return math.floor(-think * math.log(1 - math.random()) + 0.5)
      end
   end
   -- as every browser and most clients ask
   wrk.headers["Accept-Encoding"] = "gzip"
   request = kinds[args[1]](args)
end

function kinds.read(args)
   local path, people = args[4], tonumber(args[5])
   local whole = wrk.format("GET", path .. "@")
   local before, after = whole:match("^([^@]*)@(.*)$")
   local same = before .. after
   return function()
      if people == 0 then
         return same
      end
      return before .. string.format("0x%040x", math.random(0, people - 1)) .. after
   end
end

function kinds.intake(args)
   local path, rows, members, posts = args[4], tonumber(args[5]), tonumber(args[6]), tonumber(args[7])
   local at, run = tonumber(args[8]), args[9]
   local row = '{"id":"%s-%d-%d","member":"m%d","post":"p%d","action":"%s","quantity":%d,"at":%d}'
   local batches = 0
   wrk.headers["Content-Type"] = "application/json"
   wrk.headers["Authorization"] = "Bearer " .. args[10]
   return function()
      local made = {}
      for n = 0, rows - 1 do
         local action, quantity = "like", 1
         if n % 3 > 0 then
            action, quantity = "dwell", 30
         end
         local member, post = (batches * 7 + n * 13) % members, (batches * 3 + n) % posts
         made[n + 1] = row:format(run, batches, n, member, post, action, quantity, at - n % 600)
      end
      batches = batches + 1
      return wrk.format("POST", path, nil, '{"rows":[' .. table.concat(made, ",") .. "]}")
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   local line = '\n{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d,"p50_ms":%.2f,"p99_ms":%.2f,"max_ms":%.2f}\n'
   io.write(line:format(
      summary.requests, summary.duration / 1e6, errors.status,
      errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3
   ))
end
