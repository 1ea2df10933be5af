#!/usr/bin/env bash
# Everything that must hold before a deployment signs in anywhere: check-digest.sh, check-settings.sh, check-protection.sh.
# All are asked before it fails.
#
# Environment:
#   What these scripts read: DIGEST, REQUIRED and what it names, ENVIRONMENT, EXPECTED, GH_TOKEN, GITHUB_REPOSITORY,
#   GITHUB_API_URL. Without REQUIRED no settings are needed.
# Output:  digest   the same
# Needs:   curl, jq
# Exit:    0 all hold; 1 some do not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

failed=0
bash "$(dirname "$0")/check-digest.sh" || failed=1
if [[ -n "${REQUIRED:-}" ]]; then
  bash "$(dirname "$0")/check-settings.sh" || failed=1
fi
bash "$(dirname "$0")/check-protection.sh" || failed=1
exit "$failed"
