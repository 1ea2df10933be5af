#!/usr/bin/env bash
# Compares GitHub's settings with what this repository describes: stagegate environments check.
#
# Environment:
#   ADMIN_BYPASS  true: also whether administrators may bypass the rules; default: what is said about them is not compared
#   GH_TOKEN      token of a GitHub App that may read the settings
#   RUNNER_TEMP   default /tmp
# Writes:  $RUNNER_TEMP/drift.json  what differs, as the command tells it
# Output:  drift  true or false
# Needs:   npx, jq; stagegate, installed before
# Exit:    0 compared; 1 not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${GH_TOKEN:?token of a GitHub App that may read the settings}"

options=(--json)
if [[ "${ADMIN_BYPASS:-}" == true ]]; then
  options+=(--admin-bypass)
fi
status=0
# Never from a registry: what runs beside the token is what was installed from the lockfile.
npx --no stagegate environments check "${options[@]}" > "$RUNNER_TEMP/drift.json" || status=$?
case $status in
  0) drift=false ;;
  2) drift=true ;;
  *) fail 'Not compared' 'stagegate could not compare the settings; it says why above.' ;;
esac
if ! jq -es --argjson drift "$drift" 'length == 1 and .[0].version == 1 and .[0].drift == $drift' \
  "$RUNNER_TEMP/drift.json" > /dev/null; then
  fail 'Not compared' "stagegate ended with $status and does not say the same in its answer."
fi
output drift "$drift"
