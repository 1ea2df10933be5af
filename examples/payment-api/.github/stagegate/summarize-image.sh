#!/usr/bin/env bash
# Says in the job summary which image was built.
#
# Environment:
#   IMAGE_REPOSITORY  registry host and name of the image; needed with DIGEST
#   DIGEST            sha256:… of the pushed image; empty when nothing was pushed
#   GITHUB_SHA        commit that it was built from; set by GitHub
# Summary: image and commit
# Needs:   nothing
# Exit:    0

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

{
  echo '### Image'
  if [[ -n "${DIGEST:-}" ]]; then
    echo "${IMAGE_REPOSITORY:?registry host and name of the image}@$DIGEST, built from commit ${GITHUB_SHA:-unknown}"
  else
    echo 'Built without pushing: scanned and tested from the artifact, deployed nowhere.'
  fi
} | summarize
