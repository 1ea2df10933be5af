#!/usr/bin/env bash
# The verdict of a pipeline: fails unless every job has succeeded, or was skipped where that is right, or only warns.
#
# Environment:
#   NEEDS     toJSON(needs): JSON object of job id to {"result": …}
#   MAY_SKIP  job ids that are rightly skipped in this event, separated by spaces; may be empty
#   MAY_FAIL  job ids that only warn, separated by spaces; may be empty
# Summary: result of each job
# Needs:   jq
# Exit:    0 open; 1 closed, also when there is nothing to judge

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${NEEDS:?toJSON(needs)}"

verdict=$(jq -rn '
  def words: [. // "" | splits("\\s+")];
  (env.MAY_SKIP | words) as $may_skip
  | (env.MAY_FAIL | words) as $may_fail
  | env.NEEDS | fromjson | to_entries[]
  | (.value.result // "unknown") as $result
  | [.key, $result,
      if $result == "success" then "passes"
      elif $result == "skipped" and (.key | IN($may_skip[])) then "rightly skipped"
      elif .key | IN($may_fail[]) then "warns"
      else "blocks"
      end]
  | @tsv') || fail 'Gate closed' 'NEEDS is not the JSON of toJSON(needs).'
[[ -n "$verdict" ]] || fail 'Gate closed' 'There is no job to judge.'
{
  echo '### Verdict'
  table job result verdict <<< "$verdict"
} | summarize
closed=0
while IFS=$'\t' read -r job result decision; do
  case "$decision" in
    blocks)
      annotate error 'Gate closed' "$job: $result"
      closed=1
      ;;
    warns) annotate warning 'Does not block' "$job: $result" ;;
  esac
done <<< "$verdict"
exit "$closed"
