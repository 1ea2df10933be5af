#!/usr/bin/env bash
# Shows the pods of a release and the warnings of its namespace, where something went wrong: a rollback takes the pods away that
# could tell why. Logs of containers are not shown: who may read runs need not be who may read those.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   SELECTOR            labels of the pods; default app.kubernetes.io/instance=$RELEASE
# Needs:   kubectl connected to the cluster
# Exit:    0, also where the cluster does not answer

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${SELECTOR:=app.kubernetes.io/instance=$RELEASE}"

# shown TITLE WHAT [OPTION...]. Behind a bar no line of it is an order to the runner.
shown() {
  echo "$1"
  kubectl get "${@:2}" --namespace "$NAMESPACE" --request-timeout 10s 2>&1 | tail -n 30 |
    while IFS= read -r line || [[ -n "$line" ]]; do printf '| %s\n' "$line"; done || true
}

shown "Pods with $SELECTOR:" pods --selector "$SELECTOR"
shown "Warnings in $NAMESPACE, the newest last:" events --field-selector type=Warning --sort-by .metadata.creationTimestamp
