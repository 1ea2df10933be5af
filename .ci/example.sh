#!/usr/bin/env bash
# Runs for examples/payment-api what the jobs of its pipeline run, with a real PostgreSQL and Redis.
#
#   .ci/example.sh
#
# It works on a copy of the folder, so that the checkout stays as it is. What stands in for the image is a folder made
# by the steps of the Dockerfile. Closes with a line of counts; fails when a step fails.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "${DATABASE_URL:-}" ] || [ -z "${REDIS_URL:-}" ]; then
  exec bash "$root/.ci/services.sh" bash "$root/.ci/example.sh"
fi

work=$(mktemp -d)
service=
finish() {
  [ -z "$service" ] || { kill "$service" && wait "$service"; } 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

passed=0 failed=0 skipped=0

# step NAME COMMAND...: shows the output of the command only when it fails.
step() {
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok    %3ds  %s: %s\n' $((SECONDS - started)) "$name" "${*//$root\//}"
  else
    failed=$((failed + 1))
    printf 'FAIL  %3ds  %s: %s\n' $((SECONDS - started)) "$name" "$*"
    sed 's/^/    /' "$work/log"
    return 1
  fi
}

skip() {
  skipped=$((skipped + 1))
  printf 'skip        %s: %s\n' "$1" "$2"
}

totals() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

mkdir "$work/source" "$work/image"
git -C "$root/examples/payment-api" ls-files --cached --others --exclude-standard -z |
  tar -C "$root/examples/payment-api" --null --files-from=- --create --file=- | tar -C "$work/source" --extract --file=-
cd "$work/source"

step install npm ci || { totals; exit 1; }

step lint npm run lint || true
step lint npm run format:check || true
step unit-test npm run test:unit || true
step unit-test test -s junit.xml || true

# The scripts that the jobs call.
scripts=$work/source/.github/stagegate

step lint bash "$scripts/check-files.sh" || true
if helm=$(bash "$root/.ci/example-helm.sh"); then
  shopt -s nullglob
  overlays=(charts/values-*.yaml)
  shopt -u nullglob
  PATH=$(dirname "$helm"):$PATH
  step lint env "RELEASES=${overlays[*]/#/charts/payment-api:}" bash "$scripts/check-chart.sh" || true
else
  skip lint 'check-chart.sh: Helm could not be built'
fi

# The Dockerfile's steps.
step build npx tsc --build || { totals; exit 1; }
cp -r package.json package-lock.json migrations lib "$work/image"
cd "$work/image"
step build npm ci --omit=dev || { totals; exit 1; }

PORT=$(node -e 'const s = require("node:net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })')
export PORT SERVICE_URL="http://127.0.0.1:$PORT"
step integration-test npm run db:migrate || { totals; exit 1; }
node lib/main.js >"$work/service.log" 2>&1 &
service=$!
step integration-test curl --fail --silent --show-error --max-time 2 --retry 30 --retry-delay 1 --retry-all-errors \
  "$SERVICE_URL/health" || { cat "$work/service.log"; totals; exit 1; }

cd "$work/source"
step integration-test npm run test:integration || true
step integration-test npm run test:contract || true
if step integration-test npm run test:performance; then
  # A machine that others share measures them too: warn, do not fail.
  export GITHUB_STEP_SUMMARY=${GITHUB_STEP_SUMMARY:-$work/summary.md}
  step integration-test env BASELINE=performance-baseline.json RESULT=performance.json TOLERANCE_PERCENT=20 MODE=warn \
    bash "$scripts/compare-baseline.sh" || true
  cat performance.json "$GITHUB_STEP_SUMMARY"
fi

# A deployment ends the old service this way: it must answer and leave by itself.
kill -TERM "$service"
step shutdown wait "$service" || true
service=

totals
