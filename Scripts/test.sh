#!/usr/bin/env bash
# Every test: Swift on both engines, then the pages in a real browser. Usage: test.sh BUILD-FOLDER
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=${1:-.build/test}

swift build --build-tests --scratch-path "$build"
echo "== Swift tests on SQLite and PostgreSQL"
"$here/with-postgres.sh" "$here/swift-tests.sh" "$build"
echo "== Browser tests in Chromium"
WEGPUNKT_VENV="$build/browser-venv" "$here/../Tests/Browser/run.sh" "$(swift build --scratch-path "$build" --show-bin-path)/wegpunkt"
echo "== What ran"
echo "Swift tests on SQLite and PostgreSQL, browser tests in Chromium."
if [ ! -d "$here/../../shared/data" ]; then
  echo "Skipped: tests on the real directory and the real boundaries (the data is not beside this folder)."
fi
