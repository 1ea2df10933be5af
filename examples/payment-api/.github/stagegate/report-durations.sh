#!/usr/bin/env bash
# Compares how long the jobs of this run took with their budgets. Budgets are reported, never enforced.
#
# Environment:
#   BUDGETS   JSON object of job name to minutes, which is that of every job that its matrix makes: `test (20, linux)`
#   GH_TOKEN  token with the permission actions: read
#   GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT  set by GitHub
# Summary: table of the jobs that have ended
# Needs:   curl, jq
# Exit:    0 reported, also when a budget is broken; otherwise GitHub cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${BUDGETS:?JSON object of job name to minutes}"
: "${GH_TOKEN:?token with the permission actions: read}"
: "${GITHUB_REPOSITORY:?owner/name}"
: "${GITHUB_RUN_ID:?id of the run}"

pages='' page=0 listed=100
while ((listed == 100)); do
  page=$((page + 1))
  jobs=$(ask_github "/actions/runs/$GITHUB_RUN_ID/attempts/${GITHUB_RUN_ATTEMPT:-1}/jobs?per_page=100&page=$page")
  pages+=$jobs
  listed=$(jq '.jobs | length' <<< "$jobs")
done
durations=$(jq -rs '
  (env.BUDGETS | fromjson) as $budgets
  | map(.jobs[])[]
  | ($budgets[.name] // $budgets[.name | sub(" \\([^()]*\\)$"; "")]) as $budget
  | select($budget != null and .completed_at != null and .conclusion != "skipped")
  | ((.completed_at | fromdate) - (.started_at | fromdate)) as $seconds
  | [.name, "\($seconds / 60 | floor) min \($seconds % 60) s", "\($budget) min",
     if $seconds > $budget * 60 then "over" else "" end]
  | @tsv' <<< "$pages")
{
  echo '### Durations'
  table job took budget '' <<< "$durations"
} | summarize
while IFS=$'\t' read -r job took budget over; do
  if [[ "$over" == over ]]; then
    annotate warning 'Over budget' "$job took $took; its budget is $budget."
  fi
done <<< "$durations"
