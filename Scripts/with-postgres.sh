#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL cluster that is thrown away afterwards, and with the python of Tests/Services.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -u "${TMPDIR:-/tmp}/wegpunkt-postgres.XXXXXX")
trap '"$here/postgres-cluster.sh" stop "$folder" >/dev/null 2>&1 || true' EXIT
WEGPUNKT_TEST_POSTGRES=$("$here/postgres-cluster.sh" start "$folder")
export WEGPUNKT_TEST_POSTGRES
WEGPUNKT_TEST_PYTHON=$("$here/test-python.sh")
export WEGPUNKT_TEST_PYTHON
"$@"
