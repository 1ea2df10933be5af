#!/usr/bin/env bash
# Fails unless the pods of a release run the image of DIGEST and no other of its repository.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   IMAGE_REPOSITORY    registry host and name of the image
#   DIGEST              sha256:… that should run
#   SELECTOR            labels of the pods; default app.kubernetes.io/instance=$RELEASE
#   ATTEMPTS            how often to look, since Helm 3 does not wait for old pods to end; default 12
#   DELAY_SECONDS       time between two looks; default 5
# Needs:   kubectl connected to the cluster, jq
# Exit:    0 it runs; 1 something else does, or nothing

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${IMAGE_REPOSITORY:?registry host and name of the image}"
: "${DIGEST:?digest that should run}"
: "${SELECTOR:=app.kubernetes.io/instance=$RELEASE}" "${ATTEMPTS:=12}" "${DELAY_SECONDS:=5}"
require_numbers ATTEMPTS DELAY_SECONDS

wanted=$(jq -cn '[env.IMAGE_REPOSITORY + "@" + env.DIGEST]')
for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
  running=$(kubectl get pods --namespace "$NAMESPACE" --selector "$SELECTOR" --output json |
    jq -c '[.items[] | select(.status.phase == "Running" and .metadata.deletionTimestamp == null) | .spec.containers[].image
      | select(startswith(env.IMAGE_REPOSITORY + "@") or startswith(env.IMAGE_REPOSITORY + ":"))] | unique') ||
    running='an unknown image'
  if [[ "$running" == "$wanted" ]]; then
    echo "Runs $IMAGE_REPOSITORY@$DIGEST."
    exit 0
  fi
  ((attempt == ATTEMPTS)) || sleep "$DELAY_SECONDS"
done
fail 'Wrong image' "Namespace $NAMESPACE should run $IMAGE_REPOSITORY@$DIGEST but the pods with $SELECTOR run $running."
