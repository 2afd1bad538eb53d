-- For wrk: asks for the addresses in a file, one after another. Usage: wrk -s results-pages.lua URL -- FILE
local threads = 0

function setup(thread)
  -- Each thread begins elsewhere, so that no two ask for the same page at the same time.
  thread:set("start", threads * 97)
  threads = threads + 1
end

function init(arguments)
  paths = {}
  for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
  position = start
  wrk.headers["Accept-Encoding"] = "gzip"
end

function request()
  position = position % #paths + 1
  return wrk.format("GET", paths[position])
end
