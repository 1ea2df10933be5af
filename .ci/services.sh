#!/usr/bin/env bash
# Runs a command with a real PostgreSQL and a real Redis beside it, and stops both afterwards.
#
#   .ci/services.sh COMMAND [ARGUMENT...]
#
# The command finds DATABASE_URL and REDIS_URL in its environment. Both servers listen on free ports of 127.0.0.1 and
# keep their data in a temporary folder. Debian's packages are installed where the servers are missing.
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

postgres_bin() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }

packages=()
[ -n "$(postgres_bin)" ] || packages+=(postgresql)
command -v redis-server >/dev/null || packages+=(redis-server)
if [ ${#packages[@]} -gt 0 ]; then
  sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  # RUNLEVEL=1: Debian starts a server that it installs, and these are not the ones wanted here.
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# PostgreSQL refuses to run as root.
as_postgres=()
[ "$(id -u)" != 0 ] || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups)

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# wait_for NAME COMMAND...: until the command succeeds, ten seconds at most.
wait_for() {
  local name=$1 tries
  shift
  for ((tries = 0; tries < 100; tries++)); do
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.1
  done
  echo "$name did not start:" >&2
  cat "$dir/$name.log" >&2
  return 1
}

bin=$(postgres_bin)
dir=$(mktemp -d)
servers=()
command=
stop() {
  [ -z "$command" ] || kill -TERM "$command" 2>/dev/null || true
  [ ${#servers[@]} -eq 0 ] || { kill -INT "${servers[@]}" && wait "${servers[@]}"; } 2>/dev/null || true
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

chmod 711 "$dir"
mkdir "$dir/postgres"
[ "$(id -u)" != 0 ] || chown postgres "$dir/postgres"

port=$(free_port)
(
  cd / # a folder that the other user may enter
  "${as_postgres[@]}" "$bin/initdb" --pgdata "$dir/postgres" --username test --auth trust --encoding UTF8 --no-sync >/dev/null
  exec "${as_postgres[@]}" "$bin/postgres" -D "$dir/postgres" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off
) >"$dir/postgres.log" 2>&1 &
servers+=($!)
export DATABASE_URL="postgresql://test:test@127.0.0.1:$port/payment_test"
wait_for postgres "$bin/pg_isready" --host 127.0.0.1 --port "$port"
"$bin/createdb" --host 127.0.0.1 --port "$port" --username test payment_test

port=$(free_port)
redis-server --bind 127.0.0.1 --port "$port" --dir "$dir" --save '' >"$dir/redis.log" 2>&1 &
servers+=($!)
export REDIS_URL="redis://127.0.0.1:$port"
wait_for redis redis-cli -p "$port" ping

echo "DATABASE_URL=$DATABASE_URL" >&2
echo "REDIS_URL=$REDIS_URL" >&2
# In the background, because bash answers no signal while it waits for a command in the foreground.
"$@" <&0 &
command=$!
wait "$command"
