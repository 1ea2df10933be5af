#!/usr/bin/env bash
# Checks the image that was just built. A pushed one needs a digest and is read back by it: check-digest.sh, read-back-image.sh.
# One that was not pushed lies in $RUNNER_TEMP/image.tar already. Then summarize-image.sh.
#
# Environment:
#   PUBLISH   true when the image was pushed
#   DIGEST    sha256:… of the pushed image; without a push it counts for nothing
#   What these scripts read: IMAGE_REPOSITORY, CANDIDATE, RUNNER_TEMP, GITHUB_SHA
# Output:  digest   of the pushed image; none without a push
# Summary: image and commit
# Needs:   docker, logged in to the registry, for a pushed image
# Exit:    0 the image can be handed on; 1 no digest; otherwise docker's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${PUBLISH:?true or false}"

if [[ "$PUBLISH" == true ]]; then
  bash "$(dirname "$0")/check-digest.sh"
  bash "$(dirname "$0")/read-back-image.sh"
  exec bash "$(dirname "$0")/summarize-image.sh"
fi
if [[ ! -f "$RUNNER_TEMP/image.tar" ]]; then
  fail 'No image' "$RUNNER_TEMP/image.tar is missing: nothing was built that could be handed on."
fi
DIGEST='' exec bash "$(dirname "$0")/summarize-image.sh"
