#!/usr/bin/env bash
# Formatting, and the rules of the house that a search can check.
set -euo pipefail
cd "$(dirname "$0")/.."

swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

failed=0
forbid() { # pattern, why
  if git grep -nE "$1" -- 'Sources/*.swift' 'Benchmarks/*.swift'; then
    echo "lint: $2" >&2
    failed=1
  fi
}
forbid '(^|[^a-zA-Z])(try!|as!|@unchecked Sendable|nonisolated\(unsafe\))' 'short cuts that the house rules out'
forbid '(TODO|FIXME|XXX)' 'say it in an issue, not in the code'
forbid 'Bundle\.module' 'resources are found through Web.Resources'
if git ls-files | grep -E '(^|/)(\.build|Package\.resolved|__pycache__|\.venv)(/|$)'; then
  echo "lint: build products do not belong into the repository" >&2
  failed=1
fi
exit $failed
