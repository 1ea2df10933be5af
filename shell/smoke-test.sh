#!/usr/bin/env bash
# Asks the deployed service until it answers well: a status from 200 to 299, or the one that is expected.
#
# Environment:
#   TARGET                   URL, asked from here; or a path from /api/ on, asked through the cluster's API server, such as
#                            /api/v1/namespaces/NAMESPACE/services/http:SERVICE:PORT/proxy/health
#   EXPECT_STATUS            the one status that counts, for a URL; optional
#   ATTEMPTS                 how often to ask; default 12
#   DELAY_SECONDS            time between two attempts; default 5
#   REQUEST_TIMEOUT_SECONDS  time for one answer; default 5
#   RELEASE, NAMESPACE, SELECTOR  whose pods are shown when it fails, see show-pods.sh; without the first two none are
# Needs:   curl for a URL, otherwise kubectl connected to the cluster
# Exit:    0 answered; 1 not, or wrong input

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${TARGET:?URL, or path from /api/ on}"
: "${ATTEMPTS:=12}" "${DELAY_SECONDS:=5}" "${REQUEST_TIMEOUT_SECONDS:=5}"
require_numbers ATTEMPTS DELAY_SECONDS REQUEST_TIMEOUT_SECONDS

case "$TARGET" in
  http://* | https://*)
    ask() {
      local status
      status=$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' --globoff \
        --max-time "$REQUEST_TIMEOUT_SECONDS" --url "$TARGET") || return 1
      echo "Status $status"
      if [[ -n "${EXPECT_STATUS:-}" ]]; then [[ "$status" == "$EXPECT_STATUS" ]]; else [[ "$status" == 2?? ]]; fi
    }
    ;;
  /api/*)
    [[ -z "${EXPECT_STATUS:-}" ]] || fail 'Wrong smoke test' 'EXPECT_STATUS needs a URL: kubectl does not tell the status.'
    ask() { kubectl get --raw "$TARGET" --request-timeout "${REQUEST_TIMEOUT_SECONDS}s" > /dev/null; }
    ;;
  *) fail 'Wrong smoke test' "TARGET should be a URL or a path from /api/ on, not '$TARGET'." ;;
esac

for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
  if ask; then
    echo "Answered at attempt $attempt."
    exit 0
  fi
  ((attempt == ATTEMPTS)) || sleep "$DELAY_SECONDS"
done
if [[ -n "${RELEASE:-}" && -n "${NAMESPACE:-}" ]]; then
  bash "$(dirname "$0")/show-pods.sh"
fi
fail 'Smoke test failed' "No good answer from $TARGET in $ATTEMPTS attempts${EXPECT_STATUS:+, where $EXPECT_STATUS is expected}."
