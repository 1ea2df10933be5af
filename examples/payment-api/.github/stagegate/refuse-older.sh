#!/usr/bin/env bash
# Fails when the live revision was deployed by a newer run than this one. upgrade-release.sh leaves the run's id on the release
# as the label github-run; ids of runs grow, and a rollback restores the label together with the revision.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   ENVIRONMENT         name of the environment, for the message
#   GITHUB_RUN_ID       this run; set by GitHub
#   ALLOW_OLDER         true lets everything pass: for going back on purpose; default false
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 nothing newer is live; 1 something is, or it cannot be told

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

if [[ "${ALLOW_OLDER:-false}" == true ]]; then
  echo 'Not compared: going back is allowed.'
  exit 0
fi
: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
: "${ENVIRONMENT:?name of the environment}"
: "${GITHUB_RUN_ID:?id of the run}"
require_numbers GITHUB_RUN_ID

revisions=$(bash "$(dirname "$0")/list-revisions.sh")
live=$(jq -r -L "$(dirname "$0")" 'include "revision"; live | .labels.run // "0"' <<< "$revisions")
require_numbers live
if ((live > GITHUB_RUN_ID)); then
  fail 'Older than what runs' \
    "$ENVIRONMENT was deployed by the newer run $live. To go back on purpose, start the rollback workflow; without one, revert."
fi
