#!/usr/bin/env bash
# Installs or upgrades a Helm release with an image by digest, and waits until it is ready. A failed upgrade is taken back by
# Helm itself.
#
# Environment:
#   RELEASE, NAMESPACE    name and namespace of the release; the namespace is created when missing
#   CHART                 folder or reference of the chart
#   VALUES                values files, one a line, the last one wins; optional
#   IMAGE_REPOSITORY      registry host and name of the image
#   DIGEST                sha256:… of the image
#   IMAGE_REPOSITORY_KEY  value that takes the repository; default image.repository
#   IMAGE_DIGEST_KEY      value that takes the digest; default image.digest
#   REVISION              output of record-revision.sh; empty on a first installation
#   FIRST_INSTALL         keep leaves a failed first installation for inspection, remove takes it away; default keep
#   HELM_MAJOR            3 or 4; default 4
#   HELM_TIMEOUT          how long each operation in the cluster may take; default 5m
#   HISTORY_MAX           revisions that are kept; default 10
#   GITHUB_RUN_ID, GITHUB_SHA  become the labels github-run (refuse-older.sh reads it) and github-commit; set by GitHub.
#                         The label verified says no, until mark-revision.sh knows better
#   SELECTOR              labels of the pods that are shown when it fails, see show-pods.sh
# Needs:   helm and, to show why it failed, kubectl connected to the cluster
# Exit:    0 deployed; otherwise Helm's, or 1 on wrong input

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${CHART:?folder or reference of the chart}"
: "${IMAGE_REPOSITORY:?registry host and name of the image}"
: "${DIGEST:?digest of the image}"
: "${GITHUB_RUN_ID:?id of the run}"
: "${GITHUB_SHA:?commit}"

case "${HELM_MAJOR:=4}" in
  3) return_by_itself=--atomic ;;
  4) return_by_itself=--rollback-on-failure ;;
  *) fail 'Unknown Helm' "HELM_MAJOR should be 3 or 4, not '$HELM_MAJOR'." ;;
esac
recovery=("$return_by_itself")
if [[ -z "${REVISION:-}" && "${FIRST_INSTALL:-keep}" == keep ]]; then
  recovery=() # Helm would uninstall what somebody wants to look at
fi
values=()
while IFS= read -r file; do
  [[ -z "$file" ]] || values+=(--values "$file")
done <<< "${VALUES:-}"

# --set-literal takes the value as it is; --set-string would split it at commas. An empty list is unset before bash 4.4.
helm upgrade "$RELEASE" "$CHART" --install --create-namespace --namespace "$NAMESPACE" ${values[@]+"${values[@]}"} \
  --set-literal "${IMAGE_REPOSITORY_KEY:-image.repository}=$IMAGE_REPOSITORY" \
  --set-literal "${IMAGE_DIGEST_KEY:-image.digest}=$DIGEST" \
  --labels "github-run=$GITHUB_RUN_ID,github-commit=$GITHUB_SHA,verified=no" --description "$DIGEST of commit $GITHUB_SHA" \
  --wait --timeout "${HELM_TIMEOUT:-5m}" --history-max "${HISTORY_MAX:-10}" ${recovery[@]+"${recovery[@]}"} || {
  failed=$?
  bash "$(dirname "$0")/show-pods.sh"
  exit "$failed"
}
