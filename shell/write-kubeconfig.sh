#!/usr/bin/env bash
# Writes a kubeconfig that is kept as a secret to a file that only this job can read, and points kubectl and Helm to it.
#
# Environment:
#   KUBECONFIG_DATA  the kubeconfig, as text or in base64; a secret
#   RUNNER_TEMP      folder for the file; default /tmp
#   GITHUB_ENV       file that GitHub reads variables of the next steps from; set by GitHub
# Writes:  $RUNNER_TEMP/kubeconfig, mode 600
# Leaves:  KUBECONFIG for the next steps
# Needs:   base64
# Exit:    0 written; 1 it is not a kubeconfig

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${KUBECONFIG_DATA:?the kubeconfig, as text or in base64}"

file=$RUNNER_TEMP/kubeconfig
rm -f "$file" # an older file would keep its mode
umask 077
# A kubeconfig as text holds colons, which base64 does not know.
if ! base64 --decode <<< "$KUBECONFIG_DATA" > "$file" 2> /dev/null; then
  printf '%s\n' "$KUBECONFIG_DATA" > "$file"
fi
if ! grep -q clusters "$file"; then
  rm -f "$file"
  fail 'Not a kubeconfig' 'KUBECONFIG_DATA holds no clusters, neither as text nor in base64.'
fi
echo "KUBECONFIG=$file" | append "${GITHUB_ENV:-}"
