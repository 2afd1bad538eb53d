#!/usr/bin/env bash
# Makes the Python environment of the small servers in Tests/Services, when it is not there, and prints its python.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
venv=${WEGPUNKT_SERVICES_VENV:-$here/.build/services-venv}
if ! cmp -s "$here/Tests/Services/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/Tests/Services/requirements.txt" >&2
  cp "$here/Tests/Services/requirements.txt" "$venv/installed.txt"
fi
echo "$venv/bin/python"
