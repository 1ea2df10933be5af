#!/usr/bin/env bash
# Lints and renders a Helm chart with the values of every environment. All are tried before it fails.
#
# Environment:
#   CHART                 folder of the chart
#   OVERLAYS              values files, one for each environment, separated by spaces
#   IMAGE_REPOSITORY_KEY  value that a deployment sets to the image's repository; default image.repository
#   IMAGE_DIGEST_KEY      value that a deployment sets to the image's digest; default image.digest
# Needs:   helm 3 or 4
# Exit:    0 all fit; 1 some do not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${CHART:?folder of the chart}"
: "${OVERLAYS:?values files, separated by spaces}"

# What a deployment adds; without it a schema may rightly refuse the values.
image=(
  --set-literal "${IMAGE_REPOSITORY_KEY:-image.repository}=registry.example/image"
  --set-literal "${IMAGE_DIGEST_KEY:-image.digest}=sha256:$(printf '%064d' 0)"
)
failed=0
for overlay in $OVERLAYS; do
  echo "::group::$overlay"
  if ! helm lint "$CHART" --strict --values "$overlay" "${image[@]}" ||
    ! helm template "$CHART" --values "$overlay" "${image[@]}" > /dev/null; then
    failed=1
    annotate error 'Chart refused' "$CHART does not work with $overlay: read Helm's error above."
  fi
  echo '::endgroup::'
done
exit "$failed"
