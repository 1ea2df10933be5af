#!/usr/bin/env bash
# Leaves on the revision that runs whether it was verified, as the label verified of Helm's Secret: the number of the revision
# once its digest was seen and the smoke test has passed, no until then; and as verified-at when that was, in seconds since 1970.
# What is not verified is never returned to.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   VERIFIED            true or false; default true
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 marked; 1 the newest revision is not deployed, or the cluster cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
trap 'annotate error "Not marked" "No rollback will go to this revision. Run this job again once the cluster answers."' ERR

revision=$(helm history "$RELEASE" --namespace "$NAMESPACE" --max 1 --output json |
  jq -ern 'input | last | select(.status == "deployed") | .revision')
# Helm hands labels on to later revisions, so the label says whose it is.
marks=(verified=no)
if [[ "${VERIFIED:-true}" == true ]]; then marks=("verified=$revision" "verified-at=$(date +%s)"); fi
kubectl label secret "sh.helm.release.v1.$RELEASE.v$revision" --namespace "$NAMESPACE" --request-timeout 1m \
  --overwrite "${marks[@]}"
