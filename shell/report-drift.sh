#!/usr/bin/env bash
# Keeps one issue open as long as GitHub's settings differ from what this repository describes: opens it, brings it up to
# date, closes it. In a public repository it names the environments and not what differs.
#
# Environment:
#   DRIFT        true or false, from check-drift.sh
#   GH_TOKEN     token with the permission issues: write
#   RUNNER_TEMP  default /tmp; drift.json in it says what differs
#   GITHUB_REPOSITORY, GITHUB_API_URL  set by GitHub
# Needs:   curl, jq
# Exit:    0 the issue says how things are; otherwise GitHub refuses

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${GH_TOKEN:?token with the permission issues: write}"
: "${GITHUB_REPOSITORY:?owner/name}"
if [[ ! "${DRIFT:-}" =~ ^(true|false)$ ]]; then
  fail 'Not reported' "DRIFT should be true or false, not '${DRIFT:-}'."
fi

# write METHOD PATH: standard input is sent once. A second try might be a second issue.
write() { ask_github "$2" --request "$1" --retry 0 --header 'Content-Type: application/json' --data-binary @-; }

# say NUMBER TEXT
say() { jq -n '{body: $text}' --arg text "$2" | write POST "/issues/$1/comments" > /dev/null; }

# close NUMBER TEXT
close() {
  jq -n '{state: "closed", state_reason: "completed"}' | write PATCH "/issues/$1" > /dev/null
  say "$1" "$2"
}

# Anybody may write the marker into an issue of a public repository; only the workflow's own issues count.
pages='' page=0 listed=100
while ((listed == 100)); do
  page=$((page + 1))
  issues=$(ask_github "/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100&page=$page")
  pages+=$issues
  listed=$(jq length <<< "$issues")
done
own=$(jq -cs 'map(.[]) | map(select(.pull_request == null and .user.login == "github-actions[bot]"
  and ((.body // "") | startswith("<!-- stagegate: drift -->")))) | sort_by(.number)' <<< "$pages")
numbers=$(jq -r '.[].number' <<< "$own")

if [[ "$DRIFT" == false ]]; then
  for number in $numbers; do close "$number" 'GitHub is as described again.'; done
  echo 'GitHub is as described.'
  exit 0
fi

# Read by everybody, or not: where GitHub does not say, it is taken to be public.
visibility=$(ask_github '' | jq -r '.visibility // "public"')
body=$(jq -r --arg visibility "$visibility" -f "$(dirname "$0")/write-drift.jq" "$RUNNER_TEMP/drift.json")
[[ -n "$body" ]] || fail 'Not reported' 'drift.json says nothing.'
if [[ -z "$numbers" ]]; then
  number=$(jq -n '{title: "Settings on GitHub differ from what is described", body: $body}' --arg body "$body" \
    | write POST /issues | jq -r .number)
else
  number=${numbers%%$'\n'*}
  for other in ${numbers#"$number"}; do close "$other" "See #$number."; done
  if ! jq -e '(.[0].body | gsub("\r"; "") | rtrimstr("\n")) == $body' --arg body "$body" <<< "$own" > /dev/null; then
    jq -n '{body: $body}' --arg body "$body" | write PATCH "/issues/$number" > /dev/null
    say "$number" 'Something else differs than before; see above.'
  fi
fi
annotate warning 'Settings differ' "GitHub is not as this repository describes: see issue #$number."
