#!/usr/bin/env bash
# Everything that must hold before a rollback on demand signs in anywhere: the reason, check-digest.sh where there is a digest,
# check-settings.sh, check-protection.sh. All are asked before it fails.
#
# Environment:
#   What these scripts read: REQUIRED and what it names, ENVIRONMENT, EXPECTED, GH_TOKEN, GITHUB_REPOSITORY, GITHUB_API_URL.
#   Without REQUIRED no settings are needed.
#   DIGEST              sha256:… to go back to; empty for the image that ran before
#   REASON              why; some text
#   GITHUB_RUN_ATTEMPT  every attempt but the first needs the digest; set by GitHub
#   GITHUB_RUN_ID       this run; set by GitHub
# Output:  digest   the same, where there is one
#          asked    otherwise when this run was started, in seconds since 1970: find-revision.sh reads it
# Needs:   curl, jq
# Exit:    0 all hold; 1 some do not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

failed=0
if [[ "${REASON:-}" != *[![:space:]]* ]]; then
  annotate error 'No reason' 'Say why: the summary shows it.'
  failed=1
fi
if [[ -n "${DIGEST:-}" ]]; then
  bash "$(dirname "$0")/check-digest.sh" || failed=1
elif [[ "${GITHUB_RUN_ATTEMPT:-1}" != 1 ]]; then
  annotate error 'Name the digest' 'Another attempt might go back one image further. Start the workflow anew, with the digest.'
  failed=1
elif asked=$(ask_github "/actions/runs/${GITHUB_RUN_ID:?id of the run}" | jq -er '.created_at | fromdate'); then
  # Until it is approved, and until its turn comes, another deployment may end.
  output asked "$asked"
else
  annotate error 'Name the digest' 'GitHub does not say when this run was started, so what ran before is not clear.'
  failed=1
fi
if [[ -n "${REQUIRED:-}" ]]; then
  bash "$(dirname "$0")/check-settings.sh" || failed=1
fi
bash "$(dirname "$0")/check-protection.sh" || failed=1
exit "$failed"
