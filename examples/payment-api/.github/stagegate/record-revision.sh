#!/usr/bin/env bash
# Records the revision of a Helm release that a rollback would return to. A release that a killed run left pending is brought
# back to it first: nothing else deploys here at the same time, since the job's concurrency group admits one.
#
# Environment:
#   RELEASE       name of the release
#   NAMESPACE     its namespace
#   HELM_TIMEOUT  how long a recovery may take; default 5m
#   HISTORY_MAX   revisions that are kept; default 10
# Output:  revision   a number; empty when nothing was ever deployed
# Needs:   helm 3 or 4 connected to the cluster, jq
# Exit:    0 recorded; 1 the cluster cannot be asked, a recovery failed, or a first installation is still pending

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${HELM_TIMEOUT:=5m}"

# Helm 3 hides pending releases unless told otherwise, and Helm 4 has no --all.
releases=$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --output json \
  --deployed --failed --pending --superseded --uninstalled --uninstalling)
if [[ "$(jq 'any(.name == env.RELEASE)' <<< "$releases")" == false ]]; then
  echo 'Nothing is installed: there is no revision to return to.'
  output revision ''
  exit 0
fi
history=$(helm history "$RELEASE" --namespace "$NAMESPACE" --output json)
# After a rollback that failed none is deployed any more, which is no first installation: taken is what was, last.
revision=$(jq -rn -L "$(dirname "$0")" '
  include "revision";
  input
  | if last.status == "uninstalled" then null
    else (map(select(.status == "deployed")) | last) // (map(select(was_deployed)) | last)
    end
  | .revision // ""' <<< "$history")
if [[ "$(jq -r 'last | .status' <<< "$history")" == pending-* ]]; then
  if [[ -z "$revision" ]]; then
    fail 'Interrupted installation' "The first installation never finished. Look at it, then uninstall $RELEASE from $NAMESPACE."
  fi
  annotate warning 'Interrupted deployment' "Returning to revision $revision before deploying."
  helm rollback "$RELEASE" "$revision" --namespace "$NAMESPACE" --wait --timeout "$HELM_TIMEOUT" \
    --history-max "${HISTORY_MAX:-10}"
fi
output revision "$revision"
