#!/usr/bin/env bash
# Says in the job summary what was deployed and how each step ended.
#
# Environment:
#   ENVIRONMENT       name of the environment
#   IMAGE_REPOSITORY  registry host and name of the image
#   DIGEST            sha256:… of the image
#   REVISION          output of record-revision.sh; empty on a first installation and when it came to no upgrade
#   RESULTS           outcomes of the steps, such as: upgrade success, digest success, smoke test failure
# Summary: a list of these
# Needs:   nothing
# Exit:    0

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ENVIRONMENT:?name of the environment}"
summarize << END
### $ENVIRONMENT
- image: ${IMAGE_REPOSITORY:-}@${DIGEST:-}
- revision before: ${REVISION:-none: a first installation, or it came to no upgrade}
- results: ${RESULTS:-unknown}
- a rollback does not undo database migrations
END
