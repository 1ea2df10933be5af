#!/usr/bin/env bash
# Prints the revisions of a Helm release as a JSON list, oldest first: Helm's history, and the labels that were left on each.
# The list is empty when nothing is installed.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 listed; otherwise the cluster cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"

# Helm 3 hides pending releases unless told otherwise, and Helm 4 has no --all.
releases=$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --output json \
  --deployed --failed --pending --superseded --uninstalled --uninstalling)
if [[ "$(jq 'any(.name == env.RELEASE)' <<< "$releases")" == false ]]; then
  echo '[]'
  exit 0
fi
history=$(helm history "$RELEASE" --namespace "$NAMESPACE" --output json)
# Helm keeps labels on the Secret of the revision: of one alone it prints them, and Helm 3 prints none.
labels=$(kubectl get secrets --namespace "$NAMESPACE" --selector "owner=helm,name=$RELEASE" --output json \
  --request-timeout 1m | jq -cn 'input | [.items[].metadata.labels | {(.version): .}] | add // {}')
printf '%s\n' "$history" "$labels" | jq -cn '
  input as $history | input as $labels
  | $history | map(. + {labels: ($labels[.revision | tostring] // {}
      | {verified, at: .["verified-at"], modified: .modifiedAt, run: .["github-run"]})})'
