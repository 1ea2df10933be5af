#!/usr/bin/env bash
# Takes a Helm release back to an image that once ran: find-revision.sh, roll-back.sh, verify-digest.sh. Nothing is built; chart
# and values of that revision come back with it, migrations of databases are not undone. What it makes counts as not verified
# (mark-revision.sh) until the smoke test has passed again.
#
# Environment:
#   What these scripts read, but for REVISION and VERIFIED: RELEASE, NAMESPACE, DIGEST (empty for the image that ran before),
#   ASKED, IMAGE_REPOSITORY_KEY, IMAGE_DIGEST_KEY, IMAGE_REPOSITORY, SELECTOR, HELM_TIMEOUT, HISTORY_MAX, FIRST_INSTALL
#   ENVIRONMENT   name of the environment
#   REASON        why
#   GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID  set by GitHub
# Output:  to, from   digests of the image that runs now and of the one before; none when it came to no rollback
# Summary: who went back, from what to what, and why
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 the image runs; otherwise that of the script that failed

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ENVIRONMENT:?name of the environment}"
: "${REASON:?why}"

found=$(mktemp)
GITHUB_OUTPUT=$found bash "$(dirname "$0")/find-revision.sh"
value() { sed -n "s/^$1=//p" "$found"; }
REVISION=$(value revision)
DIGEST=$(value to)
# It may have come from another registry than images do today.
repository=$(value repository)
IMAGE_REPOSITORY=${repository:-${IMAGE_REPOSITORY:-}}
export REVISION DIGEST IMAGE_REPOSITORY
output to "$DIGEST"
output from "$(value from)"
run=${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}
summarize << END
### $ENVIRONMENT: back to revision $REVISION
- by ${GITHUB_ACTOR:-hand}, in [this run]($run)
- because: $(printf %s "$REASON" | tr -s '[:cntrl:]' ' ' | sed 's/[][<\`|*_\\]/\\&/g')
- from: revision $(value newest), $(value from)
- to: revision $REVISION, $DIGEST
- migrations of databases are not undone
END
rm "$found"
trap 'summarize <<< "- **failed**: what runs is not known to work"' ERR
bash "$(dirname "$0")/roll-back.sh"
VERIFIED=false bash "$(dirname "$0")/mark-revision.sh"
bash "$(dirname "$0")/verify-digest.sh"
summarize <<< '- verified: the pods run it'
