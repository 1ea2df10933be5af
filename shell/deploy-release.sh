#!/usr/bin/env bash
# Deploys a Helm release: refuse-older.sh, record-revision.sh, upgrade-release.sh.
#
# Environment:
#   What these scripts read, but for REVISION: RELEASE, NAMESPACE, ENVIRONMENT, CHART, VALUES, IMAGE_REPOSITORY, DIGEST,
#   IMAGE_REPOSITORY_KEY, IMAGE_DIGEST_KEY, FIRST_INSTALL, HELM_MAJOR, HELM_TIMEOUT, HISTORY_MAX, ALLOW_OLDER,
#   SELECTOR, GITHUB_RUN_ID, GITHUB_SHA
# Output:  revision   to return to; empty on a first installation, and when it came to no upgrade: nothing to roll back then
# Needs:   helm and kubectl connected to the cluster, jq
# Exit:    0 deployed; otherwise that of the script that failed

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

bash "$(dirname "$0")/refuse-older.sh"
recorded=$(mktemp)
GITHUB_OUTPUT=$recorded bash "$(dirname "$0")/record-revision.sh"
REVISION=$(sed -n 's/^revision=//p' "$recorded")
kept=$(sed -n 's/^history-max=//p' "$recorded")
rm "$recorded"
export REVISION
if [[ -n "$kept" ]]; then export HISTORY_MAX=$kept; fi
output revision "$REVISION"
exec bash "$(dirname "$0")/upgrade-release.sh"
