#!/usr/bin/env bash
# Lints and renders Helm charts with the values of every environment. All are tried before it fails. What a chart needs and
# does not have in its folder charts/ is downloaded first: fetch-charts.sh.
#
# Environment:
#   RELEASES  CHART:VALUES for each environment, separated by spaces: folder of the chart, its values file. Where a deployment
#             does not set image.repository and image.digest: CHART:VALUES:REPOSITORY_KEY:DIGEST_KEY
# Needs:   helm 3 or 4
# Exit:    0 all fit; 1 some do not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASES:?CHART:VALUES for each environment}"

failed=0
for release in $RELEASES; do
  IFS=: read -r chart values repository_key digest_key <<< "$release"
  # What a deployment adds: without it a schema may rightly refuse the values.
  arguments=(
    "$chart" --values "$values"
    --set-literal "${repository_key:-image.repository}=registry.example/image"
    --set-literal "${digest_key:-image.digest}=sha256:$(printf '%064d' 0)"
  )
  echo "::group::$chart with $values"
  if ! CHART=$chart bash "$(dirname "$0")/fetch-charts.sh" ||
    ! helm lint "${arguments[@]}" --strict || ! helm template "${arguments[@]}" > /dev/null; then
    failed=1
    annotate error 'Chart refused' "$chart does not work with $values: read Helm's error above."
  fi
  echo '::endgroup::'
done
exit "$failed"
