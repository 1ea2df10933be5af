#!/usr/bin/env bash
# Pulls the image that was just pushed by its digest and saves it, so that what is tested is what the registry gives out.
#
# Environment:
#   IMAGE_REPOSITORY  registry host and name of the image
#   DIGEST            sha256:… of the pushed image
#   CANDIDATE         name that the image gets in the saved file; default candidate
#   RUNNER_TEMP       folder for the file; default /tmp
# Writes:  $RUNNER_TEMP/image.tar
# Needs:   docker, logged in to the registry
# Exit:    0 saved; otherwise docker's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${IMAGE_REPOSITORY:?registry host and name of the image}"
: "${DIGEST:?digest of the pushed image}"
: "${CANDIDATE:=candidate}"

docker pull --quiet "$IMAGE_REPOSITORY@$DIGEST"
docker tag "$IMAGE_REPOSITORY@$DIGEST" "$CANDIDATE"
docker save --output "$RUNNER_TEMP/image.tar" "$CANDIDATE"
