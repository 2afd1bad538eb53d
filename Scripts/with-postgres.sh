#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL cluster that is thrown away afterwards.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -u "${TMPDIR:-/tmp}/wegpunkt-postgres.XXXXXX")
trap '"$here/postgres-cluster.sh" stop "$folder" >/dev/null 2>&1 || true' EXIT
WEGPUNKT_TEST_POSTGRES=$("$here/postgres-cluster.sh" start "$folder")
export WEGPUNKT_TEST_POSTGRES
"$@"
