-- Players ask in turn, with what they have; what was measured is told in one line that a program can read.
local requests = {}
local turn = 0

function init()
    local etag = os.getenv("BENCH_ETAG") or ""
    if etag ~= "" then wrk.headers["If-None-Match"] = etag end
    for token in io.lines(os.getenv("BENCH_TOKENS")) do
        wrk.headers["Authorization"] = "Bearer " .. token
        requests[#requests + 1] = wrk.format("GET")
    end
    if #requests == 0 then requests[1] = wrk.format("GET") end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

done = function(summary, latency)
    local errors = summary.errors
    io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
