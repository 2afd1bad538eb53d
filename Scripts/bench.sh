#!/usr/bin/env bash
# Speed and memory at 100,000 offers and with the demo, printed one line a figure beside what was aimed at. A missed figure
# fails nothing. Usage: with-postgres.sh bench.sh [OFFERS] [search|offers|demo …]
set -euo pipefail
cd "$(dirname "$0")/.."

offers=${1:-100000}
parts=("${@:2}")
[ ${#parts[@]} -gt 0 ] || parts=(search offers demo)
bin=.build/release
folder=$(mktemp -d "${TMPDIR:-/tmp}/wegpunkt-bench.XXXXXX")
server=
stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop_server; rm -rf "$folder"' EXIT

# ---- What it needs

install_wrk() {
  command -v wrk >/dev/null && return
  echo "Installing missing Debian packages: wrk"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Please install it as root: apt-get install wrk" >&2; exit 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends wrk
}

wants() { [[ " ${parts[*]} " == *" $1 "* ]]; }
load() { echo "load $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) processors"; }
now() { date +%s%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.3f", (b - a) / 1e9 }'; }

figure() { # name, value, unit [, ≤ or ≥, target]
  awk -v name="$1" -v value="$2" -v unit="$3" -v way="${4:-}" -v target="${5:-}" 'BEGIN {
    line = "figure: " name ": " value (unit == "" ? "" : " " unit)
    if (way != "") {
      reached = way == "≤" ? value + 0 <= target + 0 : value + 0 >= target + 0
      line = line " (target " way " " target ": " (reached ? "reached" : "MISSED") ")"
    }
    print line
  }'
}

# Runs search-bench or directory-bench; its lines appear as they are measured.
bench() { stdbuf -oL "$bin/$1-bench" "${@:2}"; }

# ---- The server

free_port() {
  local port
  for port in $(seq 18480 18520); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "No port between 18480 and 18520 is free." >&2
  exit 1
}

answers() { [ "$(curl -s -o /dev/null -m 60 -w '%{http_code}' "$address$1" || true)" = 200 ]; }

# Starts it and sets first_answer and first_page, the seconds until /live and until the results page were there, and
# start_work, the seconds of processor time until then.
start_server() { # megabytes of page cache, command …
  local cache=$1 port started
  shift
  port=$(free_port)
  address=http://127.0.0.1:$port
  started=$(now)
  WEGPUNKT_REQUESTS_PER_MINUTE=0 WEGPUNKT_PAGE_CACHE_MEGABYTES=$cache \
    "$bin/wegpunkt" "$@" --port "$port" >"$folder/server.log" 2>&1 &
  server=$!
  for _ in $(seq 1 18000); do
    if answers /live; then break; fi
    kill -0 "$server" 2>/dev/null || { echo "The server stopped:"; cat "$folder/server.log"; exit 1; }
    sleep 0.005
  done
  first_answer=$(since "$started")
  answers /de/offers || { echo "No results page:"; cat "$folder/server.log"; exit 1; }
  first_page=$(since "$started")
  start_work=$(awk -v ticks="$(ticks)" -v rate="$(getconf CLK_TCK)" 'BEGIN { printf "%.3f", ticks / rate }')
}

megabytes() { awk -v name="$1:" '$1 == name { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }
memory() { echo "$(megabytes VmRSS) MB resident ($(megabytes RssAnon) MB without mapped files), peak $(megabytes VmHWM) MB"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

wait_until_idle() {
  local before after
  sleep 3
  for _ in $(seq 1 60); do
    before=$(ticks)
    sleep 1
    after=$(ticks)
    [ $((after - before)) -gt 10 ] || return 0
  done
}

# ---- Requests

# The better of two runs: requests a second, and the server's processor time for one in microseconds.
rate() { # wrk's arguments …
  local run before
  for run in 1 2; do
    before=$(ticks)
    wrk -t2 -c32 -d8s "$@" >"$folder/wrk.$run" 2>&1 || true
    grep -E 'Non-2xx|Socket errors' "$folder/wrk.$run" >&2 || true
    awk -v work="$(($(ticks) - before))" -v second="$(getconf CLK_TCK)" '
      /requests in/ { requests = $1 }
      /^Requests\/sec/ { rate = $2 }
      END { printf "%.0f %.0f\n", rate, (requests > 0 ? work / second / requests * 1e6 : 0) }' "$folder/wrk.$run"
  done | sort -n | tail -n 1
}

share() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", (b > 0 ? a / b : 0) }'; }

page_bytes() { curl -s -m 30 -H 'Accept-Encoding: gzip' -o /dev/null -w '%{size_download}\n' "$address$1"; }

# Of the first addresses in a file the one whose page is longest: one with a full list.
fullest_page() {
  head -n 20 "$1" | while read -r path; do echo "$(page_bytes "$path") $path"; done | sort -n | tail -n 1 | cut -d' ' -f2
}

pages_anew() { # what, file of paths
  local plain anew plain_work anew_work
  echo "page cache off, $(sort -u "$2" | wc -l) different queries, the first pages $(
    head -n 20 "$2" | while read -r path; do page_bytes "$path"; done | sort -n | xargs
  ) bytes compressed, $(load)"
  read -r plain plain_work < <(rate "$address/live")
  read -r anew anew_work < <(rate -s Benchmarks/results-pages.lua "$address" -- "$2")
  figure "$1, plaintext" "$plain" "requests/s"
  figure "$1, results page rendered anew" "$anew" "requests/s"
  figure "$1, plaintext" "$plain_work" "µs of the server's processor time"
  figure "$1, results page rendered anew" "$anew_work" "µs of the server's processor time"
  figure "$1, results page rendered anew, as a share of plaintext" "$(share "$anew" "$plain")" "" ≥ 0.10
}

pages_again() { # what, file of paths
  local plain again plain_work again_work path
  path=$(fullest_page "$2")
  echo "page cache on, one address ($path, $(page_bytes "$path") bytes compressed), $(load)"
  read -r plain plain_work < <(rate "$address/live")
  read -r again again_work < <(rate -H 'Accept-Encoding: gzip' "$address$path")
  figure "$1, plaintext" "$plain" "requests/s"
  figure "$1, results page served again" "$again" "requests/s"
  figure "$1, plaintext" "$plain_work" "µs of the server's processor time"
  figure "$1, results page served again" "$again_work" "µs of the server's processor time"
  figure "$1, results page served again, as a share of plaintext" "$(share "$again" "$plain")" "" ≥ 0.5
}

# ---- The parts

large_directory() {
  local database=$folder/offers.sqlite
  echo "== A directory of $offers generated offers beside the demo's, in SQLite; $(load)"
  bench directory write "$database" "$offers"
  figure "database" "$(($(stat -c %s "$database") / 1000000))" "MB"
  bench directory paths corpus "$offers" >"$folder/paths"
  local serve=(serve --demo --database "sqlite:$database")

  echo "== Served: requests per minute unlimited (WEGPUNKT_REQUESTS_PER_MINUTE=0), no other limit off; $(load)"
  start_server 0 "${serve[@]}"
  figure "$offers offers, start to first answer without kept index" "$first_answer" s ≤ 30
  figure "$offers offers, start to first results page without kept index" "$first_page" s ≤ 30
  figure "$offers offers, the same start" "$start_work" "s of processor time"
  figure "$offers offers, memory after a start without kept index" "$(megabytes VmRSS)" MB ≤ 1024
  echo "memory after a start without kept index: $(memory)"
  stop_server
  figure "kept index" "$(($(stat -c %s "$database.index") / 1000000))" "MB"
  start_server 0 "${serve[@]}"
  figure "$offers offers, start to first answer with kept index" "$first_answer" s ≤ 8
  figure "$offers offers, start to first results page with kept index" "$first_page" s ≤ 8
  figure "$offers offers, the same start" "$start_work" "s of processor time"
  figure "$offers offers, memory after a start with kept index" "$(megabytes VmRSS)" MB ≤ 1024
  echo "memory after a start with kept index: $(memory)"
  pages_anew "$offers offers" "$folder/paths"
  stop_server

  start_server 32 "${serve[@]}"
  pages_again "$offers offers" "$folder/paths"
  figure "$offers offers, memory after these requests" "$(megabytes VmRSS)" MB ≤ 1024
  echo "memory after these requests: $(memory)"
  change_beside "$database"
  stop_server
  bench directory update "$database"
}

# What another process changes: seen by polling, merged in the background, or loaded anew when it is much.
change_beside() { # database
  local id saved
  read -r id saved < <(bench directory rename "$1" "qzvxwjh")
  for _ in $(seq 1 500); do
    curl -s -m 10 -o "$folder/found.html" "$address/de/offers?q=qzvxwjh" || true
    if grep -q "/offers/$id" "$folder/found.html"; then break; fi
    sleep 0.01
  done
  figure "offer changed by another process, until the page shows it (the server looks once a second)" \
    "$(since "$saved")" s
  bench directory touch "$1" 500
  wait_until_idle
  echo "memory after 500 changed offers and the merge: $(memory)"
  figure "$offers offers, peak memory during a merge" "$(megabytes VmHWM)" MB
  bench directory touch "$1" 600
  wait_until_idle
  echo "memory after everything was loaded anew (more than 500 changes at once): $(memory)"
}

with_demo() {
  echo "== The demo; requests per minute unlimited; $(load)"
  "$bin/wegpunkt" demo --data "$folder/demo" --make-only
  bench directory paths Tests/SearchQuality/judged-queries.json >"$folder/demo-paths"
  start_server 0 demo --data "$folder/demo"
  figure "demo, start to first answer without kept index" "$first_answer" s
  stop_server
  start_server 0 demo --data "$folder/demo"
  figure "demo, start to first answer" "$first_answer" s ≤ 0.5
  figure "demo, start to first results page" "$first_page" s
  figure "demo, the same start" "$start_work" "s of processor time"
  figure "demo, memory after the first page" "$(megabytes VmRSS)" MB ≤ 80
  echo "memory after the first page: $(memory)"
  first_page_bytes
  pages_anew "demo" "$folder/demo-paths"
  stop_server
  start_server 32 demo --data "$folder/demo"
  pages_again "demo" "$folder/demo-paths"
  figure "demo, memory after these requests" "$(megabytes VmRSS)" MB ≤ 80
  echo "memory after these requests: $(memory)"
  stop_server
}

# Bytes of /de as a browser gets them, heads of the answers included.
first_page_bytes() {
  local transferred='%{size_header} %{size_download}' html assets all=0 scripts=0 bytes asset
  html=$(curl -s -H 'Accept-Encoding: gzip' -o "$folder/de.gz" -w "$transferred" "$address/de" | awk '{ print $1 + $2 }')
  gunzip -c "$folder/de.gz" >"$folder/de.html"
  assets=$(grep -oE '<(link|script|use|img)[^>]*(href|src)="/[^"#]*\.(css|js|svg|png|woff2)[^"#]*' "$folder/de.html" |
    grep -v 'rel="canonical"' | sed -E 's/.*(href|src)="//' | sort -u)
  for asset in $assets; do
    bytes=$(curl -s -H 'Accept-Encoding: gzip' -o /dev/null -w "$transferred" "$address$asset" | awk '{ print $1 + $2 }')
    echo "  $asset: $bytes bytes"
    all=$((all + bytes))
    case $asset in *.js*) scripts=$((scripts + bytes)) ;; esac
  done
  echo "  /de: $html bytes"
  figure "first page without script" "$((html + all - scripts))" bytes ≤ 50000
  figure "first page with everything" "$((html + all))" bytes ≤ 120000
}

install_wrk
for product in search-bench directory-bench wegpunkt; do swift build -c release --product "$product"; done
echo "== Wegpunkt's benchmark, $(date +%F), $(load), $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB of memory"
if wants search; then bench search all Sources/Search/Languages "$folder" "$offers"; fi
if wants offers; then large_directory; fi
if wants demo; then with_demo; fi
echo "== Done, $(load). Off during the bench: the limit of requests per minute; nothing else."
