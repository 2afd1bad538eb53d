#!/bin/sh
# Tests the pages of Wegpunkt in a real browser.
#
#   run.sh BINARY [--only TEXT] [--screenshots DIR]
#
# BINARY serves a fresh demo in a temporary folder for as long as the tests run. --only runs the tests whose name
# contains TEXT; --screenshots takes the pictures for the documentation instead of testing. The last line tells how many
# passed and failed; the exit code is not 0 when one failed, or when the tests could not run.
# CHROMIUM names the browser (/usr/bin/chromium), WEGPUNKT_VENV the folder of Python's packages (.build/browser-venv).
set -eu

give_up() {
  echo "Browser tests: $1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || give_up "say which program to test: run.sh BINARY"
binary=$1
shift
[ -x "$binary" ] || give_up "$binary is not there; build it first"
binary=$(cd "$(dirname "$binary")" && pwd)/$(basename "$binary")
chromium=${CHROMIUM:-/usr/bin/chromium}
[ -x "$chromium" ] || give_up "$chromium is missing; install the package chromium, or name a browser with CHROMIUM"

venv=${WEGPUNKT_VENV:-$here/../../.build/browser-venv}
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  python3 -m venv "$venv" || give_up "python3 cannot make $venv; install the package python3-venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" ||
    give_up "the packages of $here/requirements.txt cannot be installed"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" "$here/run.py" "$binary" "$chromium" "$@"
