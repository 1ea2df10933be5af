#!/usr/bin/env bash
# Returns a Helm release to the recorded revision, unless Helm is there already. Database migrations are not undone.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   REVISION            output of record-revision.sh or find-revision.sh; empty on a first installation: nothing to return to
#   FIRST_INSTALL       keep leaves a failed first installation for inspection, remove uninstalls it; default keep
#   HELM_TIMEOUT        how long each operation in the cluster may take; default 5m
#   HISTORY_MAX         revisions that are kept; default 10
# Needs:   helm 3 or 4 connected to the cluster, jq
# Exit:    0 the recorded revision runs, or a first installation was left or removed as told; otherwise a person is needed

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${HELM_TIMEOUT:=5m}"
trap 'annotate error "Rollback failed" "It is not known what of $RELEASE runs in $NAMESPACE. A person is needed now."' ERR

if [[ -z "${REVISION:-}" ]]; then
  if [[ "${FIRST_INSTALL:-keep}" == remove ]]; then
    # An upgrade that failed has removed it already.
    helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait --timeout "$HELM_TIMEOUT"
  else
    annotate notice 'First installation' "$RELEASE is left in $NAMESPACE for inspection: there is no revision to return to."
  fi
  exit 0
fi
require_numbers REVISION

newest=$(helm history "$RELEASE" --namespace "$NAMESPACE" --max 1 --output json)
if jq -en '
  (env.REVISION | tonumber) as $to
  | input
  | last
  | .status == "deployed" and (.revision == $to or .description == "Rollback to \($to)")' <<< "$newest" > /dev/null; then
  echo "Revision $REVISION runs: Helm had already returned to it, or never left it."
else
  helm rollback "$RELEASE" "$REVISION" --namespace "$NAMESPACE" --wait --timeout "$HELM_TIMEOUT" \
    --history-max "${HISTORY_MAX:-10}"
fi
