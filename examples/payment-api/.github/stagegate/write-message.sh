#!/usr/bin/env bash
# Writes how a run ended as a message for people, in a form that belongs to no chat: a JSON object of status (success, checked,
# partial, failed, cancelled, rolled-back, rollback-failed), color, headline, detail and fields of title, text and perhaps url.
#
# Environment:
#   SERVICE       what people call the pipeline
#   NEEDS         toJSON(needs): results, and the output rollback of jobs that deploy
#   JOBS          job ids in their order, separated by spaces
#   ENVIRONMENTS  JSON object of those that deploy, each with its environment; default none
#   WARN_JOBS     those that only warn; may be empty
#   COMMIT        commit that the run is about; default GITHUB_SHA
#   MESSAGE_FILE  file to write; default $RUNNER_TEMP/message.json
#   RUNNER_TEMP   default /tmp
#   GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_REF_NAME, GITHUB_ACTOR, GITHUB_RUN_ID, GITHUB_RUN_NUMBER,
#   GITHUB_RUN_ATTEMPT, GITHUB_STEP_SUMMARY  set by GitHub
# Writes:  MESSAGE_FILE
# Summary: the message in one line
# Needs:   jq
# Exit:    0 written; otherwise jq's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${SERVICE:?what people call the pipeline}"
: "${NEEDS:?toJSON(needs)}"
: "${JOBS:?job ids, separated by spaces}"
: "${MESSAGE_FILE:=$RUNNER_TEMP/message.json}"

jq -n -L "$(dirname "$0")" -f "$(dirname "$0")/write-message.jq" > "$MESSAGE_FILE"
line=$(jq -r '"\(.headline): \(.detail)"' "$MESSAGE_FILE")
echo "$line"
[[ -z "${GITHUB_STEP_SUMMARY:-}" ]] || summarize <<< "$line"
