#!/usr/bin/env bash
# Fails when the live revision was deployed by a newer run than this one. upgrade-release.sh leaves the run's id on the release
# as the label github-run; ids of runs grow, and a rollback restores the label together with the revision.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   REVISION            output of record-revision.sh; empty lets everything pass
#   ENVIRONMENT         name of the environment, for the message
#   GITHUB_RUN_ID       this run; set by GitHub
#   HELM_MAJOR          3 or 4; default 4
#   ALLOW_OLDER         true lets everything pass: for going back on purpose; default false
# Needs:   helm 4 or, for HELM_MAJOR 3, kubectl, connected to the cluster; jq
# Exit:    0 nothing newer is live; 1 something is, or it cannot be told

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

if [[ "${ALLOW_OLDER:-false}" == true || -z "${REVISION:-}" ]]; then
  echo 'Not compared: going back is allowed, or nothing is installed.'
  exit 0
fi
: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${ENVIRONMENT:?name of the environment}"
: "${GITHUB_RUN_ID:?id of the run}"
require_numbers REVISION GITHUB_RUN_ID

if [[ "${HELM_MAJOR:-4}" == 3 ]]; then
  # Helm 3 keeps the labels on the Secret of the revision but does not print them.
  labels=$(kubectl get secret "sh.helm.release.v1.$RELEASE.v$REVISION" --namespace "$NAMESPACE" --output json |
    jq '.metadata.labels')
else
  labels=$(helm get metadata "$RELEASE" --namespace "$NAMESPACE" --revision "$REVISION" --output json |
    jq '.labels')
fi
live=$(jq -r '.["github-run"] // "0"' <<< "$labels")
require_numbers live
if ((live > GITHUB_RUN_ID)); then
  fail 'Older than what runs' \
    "$ENVIRONMENT was deployed by the newer run $live. To go back on purpose, start the rollback workflow; without one, revert."
fi
