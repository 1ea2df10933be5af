#!/usr/bin/env bash
# Fails unless the pods of a release run the image of DIGEST and no other of its repository, in no container, those that only
# prepare the pod among them. Pods of Jobs do not count: one that began before the upgrade rightly ends with what it began.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   IMAGE_REPOSITORY    registry host and name of the image
#   DIGEST              sha256:… that should run
#   SELECTOR            labels of the pods; default app.kubernetes.io/instance=$RELEASE
# Needs:   kubectl connected to the cluster, jq
# Exit:    0 it runs; 1 something else does, or nothing

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${IMAGE_REPOSITORY:?registry host and name of the image}"
: "${DIGEST:?digest that should run}"
: "${SELECTOR:=app.kubernetes.io/instance=$RELEASE}"

wanted=$(jq -cn '[env.IMAGE_REPOSITORY + "@" + env.DIGEST]')
# Helm 3 does not wait for old pods to end: they get a minute.
for look in {1..6}; do
  running=$(kubectl get pods --namespace "$NAMESPACE" --selector "$SELECTOR" --output json --request-timeout 10s |
    jq -c '[.items[]
      | select(.status.phase == "Running" and .metadata.deletionTimestamp == null)
      | select(any(.metadata.ownerReferences[]?; .kind == "Job") | not)
      | .spec | (.containers + (.initContainers // []))[].image
      | select(startswith(env.IMAGE_REPOSITORY + "@") or startswith(env.IMAGE_REPOSITORY + ":"))] | unique') ||
    running='an unknown image'
  if [[ "$running" == "$wanted" ]]; then
    echo "Runs $IMAGE_REPOSITORY@$DIGEST."
    exit 0
  fi
  ((look == 6)) || sleep 10
done
fail 'Wrong image' "Namespace $NAMESPACE should run $IMAGE_REPOSITORY@$DIGEST but the pods with $SELECTOR run $running."
