#!/usr/bin/env bash
# Checks the image that was just pushed and reads it back: check-digest.sh, read-back-image.sh, summarize-image.sh.
#
# Environment:
#   What these scripts read: DIGEST, IMAGE_REPOSITORY, CANDIDATE, RUNNER_TEMP, GITHUB_SHA
# Output:  digest   the same
# Writes:  $RUNNER_TEMP/image.tar
# Summary: image and commit
# Needs:   docker, logged in to the registry
# Exit:    0 the image can be handed on; 1 no digest; otherwise docker's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

bash "$(dirname "$0")/check-digest.sh"
bash "$(dirname "$0")/read-back-image.sh"
bash "$(dirname "$0")/summarize-image.sh"
