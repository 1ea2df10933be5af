#!/usr/bin/env bash
# Records the revision of a Helm release that a rollback would return to: the newest that was verified (mark-revision.sh), or
# what runs where none was. A release that a killed run left pending is brought back to it first: nothing else deploys here at
# the same time, since the job's concurrency group admits one.
#
# Environment:
#   RELEASE       name of the release
#   NAMESPACE     its namespace
#   HELM_TIMEOUT  how long a recovery may take; default 5m
#   HISTORY_MAX   revisions that are kept; default 10
# Output:  revision     a number; empty when nothing was ever deployed
#          history-max  revisions to keep, where with HISTORY_MAX Helm would clear that one away: none came to be verified since
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 recorded; 1 the cluster cannot be asked, a recovery failed, or a first installation is still pending

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${HELM_TIMEOUT:=5m}"
: "${HISTORY_MAX:=10}"
require_numbers HISTORY_MAX

revisions=$(bash "$(dirname "$0")/list-revisions.sh")
revision=$(jq -r -L "$(dirname "$0")" '
  include "revision";
  . as $all
  | live
  | if . == null then "" else ($all | map(select(was_good($all))) | last) // . | .revision end' <<< "$revisions")
pending=$(jq -r 'last | .status // "" | startswith("pending-")' <<< "$revisions")
# Helm clears the oldest away as it makes a new one: of the upgrade, and of the recovery before it.
needed=$(jq --arg to "${revision:-0}" --arg pending "$pending" \
  'map(select(.revision >= ($to | tonumber))) | length + if $pending == "true" then 2 else 1 end' <<< "$revisions")
raised=''
if [[ -n "$revision" ]] && ((needed > HISTORY_MAX)); then
  raised=$needed
fi
if [[ "$revisions" == '[]' ]]; then
  echo 'Nothing is installed: there is no revision to return to.'
elif [[ "$pending" == true ]]; then
  if [[ -z "$revision" ]]; then
    fail 'Interrupted installation' "The first installation never finished. Look at it, then uninstall $RELEASE from $NAMESPACE."
  fi
  annotate warning 'Interrupted deployment' "Returning to revision $revision before deploying."
  helm rollback "$RELEASE" "$revision" --namespace "$NAMESPACE" --wait --timeout "$HELM_TIMEOUT" \
    --history-max "${raised:-$HISTORY_MAX}"
fi
output revision "$revision"
if [[ -n "$raised" ]]; then output history-max "$raised"; fi
