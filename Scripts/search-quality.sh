#!/usr/bin/env bash
# Judged queries over the demo; prints success@5 and nDCG@10 beside SQLite FTS5 and PostgreSQL.
set -euo pipefail
swift build -c release --product search-quality
.build/release/search-quality "$@"
