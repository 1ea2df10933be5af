#!/usr/bin/env bash
# Writes the message that an environment waits for its reviewers, in the form of write-message.sh, with the status waiting.
# Nothing of a job runs while it waits, so the job before it says so.
#
# Environment:
#   SERVICE       what people call the pipeline
#   WAITING       name of the environment
#   DIGEST        sha256:… of the image that waits
#   COMMIT        commit that the run is about; default GITHUB_SHA
#   MESSAGE_FILE  file to write; default $RUNNER_TEMP/message.json
#   RUNNER_TEMP   default /tmp
#   GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_REF_NAME, GITHUB_ACTOR, GITHUB_RUN_ID, GITHUB_RUN_NUMBER
#                 set by GitHub
# Writes:  MESSAGE_FILE
# Needs:   jq
# Exit:    0 written; otherwise jq's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${SERVICE:?what people call the pipeline}"
: "${WAITING:?name of the environment}"
: "${DIGEST:?digest of the image}"
: "${MESSAGE_FILE:=$RUNNER_TEMP/message.json}"

jq -n -L "$(dirname "$0")" '
  include "message";
  {
    status: "waiting",
    color: "#1d76db",
    headline: "\(env.SERVICE): \(env.WAITING) waits for approval",
    detail: "",
    fields: [
      commit_field,
      author_field,
      {title: "Image", text: env.DIGEST},
      {title: "Approve or reject", text: "Run \(env.GITHUB_RUN_NUMBER)", url: run}
    ]
  }' > "$MESSAGE_FILE"
jq -r .headline "$MESSAGE_FILE"
