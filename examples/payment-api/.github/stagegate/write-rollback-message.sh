#!/usr/bin/env bash
# Writes how a rollback on demand ended, in the form of write-message.sh, with one of the states rolled-back, failed, cancelled
# and rollback-failed; where it is failed or cancelled, nothing was changed.
#
# Environment:
#   SERVICE       what people call the pipeline
#   ENVIRONMENT   name of the environment
#   REASON        why
#   NEEDS         toJSON(needs): results, and the outputs to and from of return-release.sh
#   MESSAGE_FILE  file to write; default $RUNNER_TEMP/message.json
#   RUNNER_TEMP   default /tmp
#   GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_REF_NAME, GITHUB_ACTOR, GITHUB_RUN_ID, GITHUB_RUN_NUMBER,
#   GITHUB_STEP_SUMMARY  set by GitHub
#   COMMIT, GITHUB_SHA   not told: the image is of an older commit
# Writes:  MESSAGE_FILE
# Summary: the message in one line
# Needs:   jq
# Exit:    0 written; otherwise jq's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${SERVICE:?what people call the pipeline}"
: "${ENVIRONMENT:?name of the environment}"
: "${NEEDS:?toJSON(needs)}"
: "${MESSAGE_FILE:=$RUNNER_TEMP/message.json}"

jq -n -L "$(dirname "$0")" -f "$(dirname "$0")/write-rollback-message.jq" > "$MESSAGE_FILE"
line=$(jq -r '"\(.headline): \(.detail)"' "$MESSAGE_FILE")
echo "$line"
[[ -z "${GITHUB_STEP_SUMMARY:-}" ]] || summarize <<< "$line"
