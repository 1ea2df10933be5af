#!/usr/bin/env bash
# Writes the message that an environment waits for its reviewers, in the form of write-message.sh, with the status waiting.
# Nothing of a job runs while it waits, so the job before it says so.
#
# Environment:
#   SERVICE       what people call the pipeline
#   WAITING       name of the environment
#   REASON        why the environment goes back; empty for a deployment
#   DIGEST        sha256:… of the image that waits; empty for a rollback to the one that ran before
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
[[ -n "${REASON:-}" ]] || : "${DIGEST:?digest of the image}"
: "${MESSAGE_FILE:=$RUNNER_TEMP/message.json}"
export DIGEST=${DIGEST:-}

jq -n -L "$(dirname "$0")" '
  include "message";
  (env.REASON // "" | . != "") as $back
  | {
    status: "waiting",
    color: "#1d76db",
    headline: "\(env.SERVICE): \(if $back then "rollback of " else "" end)\(env.WAITING) waits for approval",
    detail: "",
    fields: [
      (if $back then {title: "Reason", text: env.REASON} else commit_field end),
      author_field,
      {title: "Image", text: (if $back and env.DIGEST == "" then "the one that ran before" else env.DIGEST end)},
      {title: "Approve or reject", text: "Run \(env.GITHUB_RUN_NUMBER)", url: run}
    ]
  }' > "$MESSAGE_FILE"
jq -r .headline "$MESSAGE_FILE"
