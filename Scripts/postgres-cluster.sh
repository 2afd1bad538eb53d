#!/bin/sh
# A private, throw-away PostgreSQL for tests: on a Unix socket, without TCP, without fsync.
#
#   export WEGPUNKT_TEST_POSTGRES="$(Scripts/postgres-cluster.sh start DIR)"
#   Scripts/postgres-cluster.sh stop DIR
#
# DIR must not exist before start; stop removes it. Root starts the server as the user postgres.
set -eu

usage() {
  echo "usage: $0 start|stop DIR" >&2
  exit 64
}

[ $# -eq 2 ] || usage
action=$1
case $2 in
  /*) dir=$2 ;;
  *) dir=$PWD/$2 ;;
esac

as_owner() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Debian keeps the server's programs out of the path.
bin=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ]; then
  echo "$0: PostgreSQL's server is missing; install it (Debian: postgresql)." >&2
  exit 69
fi

start() {
  if [ -e "$dir" ]; then
    echo "$0: $dir exists already; stop it first or name another folder." >&2
    exit 73
  fi
  # A socket's path has at most 107 bytes.
  if [ "$(printf %s "$dir/.s.PGSQL.5432" | wc -c)" -gt 100 ]; then
    echo "$0: the path of $dir is too long for a socket." >&2
    exit 64
  fi
  mkdir -m 700 -p "$dir"
  trap 'rm -rf "$dir"' EXIT
  [ "$(id -u)" -ne 0 ] || chown postgres "$dir"
  as_owner "$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C --no-sync >/dev/null
  as_owner tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
  as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --wait start >/dev/null
  trap - EXIT
  echo "postgres:///postgres?host=$dir&user=postgres"
}

stop() {
  if [ ! -f "$dir/data/PG_VERSION" ]; then
    echo "$0: $dir is no folder that start made." >&2
    exit 66
  fi
  as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait stop >/dev/null || true
  rm -rf "$dir"
}

case $action in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
