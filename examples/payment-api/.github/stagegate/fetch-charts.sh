#!/usr/bin/env bash
# Downloads the charts that a chart needs into its folder charts/, in the versions of its Chart.lock. Does nothing where they
# lie there, or where there is no Chart.lock. It signs in nowhere: what is not public belongs in the repository.
#
# Environment:
#   CHART  folder of the chart
# Needs:   helm 3 or 4
# Exit:    0 nothing is missing that is locked; otherwise Helm's: a repository does not answer, Chart.lock is out of date

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${CHART:?folder of the chart}"

# Charts of apiVersion v1 keep it in requirements.lock.
lock=$CHART/Chart.lock
[[ -f "$lock" ]] || lock=$CHART/requirements.lock
[[ -f "$lock" ]] || exit 0
# A table up to an empty line; the state comes last: ok, unpacked, missing, wrong version.
charts=$(helm dependency list "$CHART")
missing=$(sed -n '2,/^ *$/p' <<< "$charts" | grep -vE '^ *$|[[:space:]](ok|unpacked) *$' || true)
[[ -n "$missing" ]] || exit 0

# Helm downloads only from repositories that it was told of; those of the machine stay as they are.
HELM_REPOSITORY_CONFIG=$(mktemp -d)/repositories.yaml
export HELM_REPOSITORY_CONFIG
number=0
while IFS= read -r repository; do
  helm repo add "repository-$((number += 1))" "$repository"
done < <(sed -nE 's#^[- ] *repository: *"?(https?://[^" ]+)"?$#\1#p' "$lock" | sort -u)
helm dependency build "$CHART" --skip-refresh
