#!/usr/bin/env bash
# Fails unless GitHub protects the environment exactly as agreed, also when it cannot tell. An environment that GitHub made up
# by itself, because a workflow named it, has no protection at all.
#
# Environment:
#   ENVIRONMENT  name of the environment
#   EXPECTED     JSON object: refs ["branch:main", "tag:v*"] (none: any ref), reviewers ["team:slug", "user:login"],
#                preventSelfReview, waitTimer in minutes; optionally customRules, slugs of the apps whose rules are on
#   GH_TOKEN     token with the permission actions: read
#   GITHUB_REPOSITORY, GITHUB_API_URL  set by GitHub
# Needs:   curl, jq
# Exit:    0 as agreed; 1 not, or GitHub cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ENVIRONMENT:?name of the environment}"
: "${EXPECTED:?JSON object of the agreed protection}"
: "${GH_TOKEN:?token with the permission actions: read}"
: "${GITHUB_REPOSITORY:?owner/name}"

unknown() {
  fail 'Protection unknown' \
    "GitHub does not say how the environment $ENVIRONMENT is protected. Does it exist, has the job actions: read?"
}

environment=/environments/$(jq -rn '$name | @uri' --arg name "$ENVIRONMENT")
settings=$(ask_github "$environment") || unknown
policies='{}' rules='{}'
if jq -en 'input | .deployment_branch_policy.custom_branch_policies == true' <<< "$settings" > /dev/null; then
  policies=$(ask_github "$environment/deployment-branch-policies?per_page=100") || unknown
fi
if [[ "$EXPECTED" == *'"customRules"'* ]]; then
  rules=$(ask_github "$environment/deployment_protection_rules") || unknown
fi
actual=$(printf '%s\n' "$settings" "$policies" "$rules" | jq -cs '
  (if length == 3 then . else error("an answer is empty") end) as [$settings, $policies, $custom]
  # Case does not count, neither that of umlauts.
  | ("^" + (env.ENVIRONMENT | gsub("(?<c>[^\\p{L}\\p{N}])"; "\\\(.c)")) + "$") as $name
  | if $settings.name | test($name; "i") then . else error("the answer is about another environment") end
  | ($settings.protection_rules // [] | map({key: .type, value: .}) | from_entries) as $rules
  | ($policies.branch_policies // []) as $listed
  | {
      refs: (
        if $settings.deployment_branch_policy.protected_branches == true then ["every protected branch"]
        else ($listed | map("\(.type // "branch"):\(.name)") | sort)
        end
        # A second page is not read: nobody agrees on more than a hundred patterns.
        + if $policies == {} or $policies.total_count == ($listed | length) then [] else ["and more"] end),
      reviewers: [$rules.required_reviewers | .reviewers[]?
        | "\(.type):\(.reviewer | .slug? // .login? // error("GitHub hides who reviews from the token"))"
        | ascii_downcase] | sort,
      preventSelfReview: ($rules.required_reviewers.prevent_self_review // false),
      waitTimer: ($rules.wait_timer.wait_timer // 0)
    }
  + if env.EXPECTED | fromjson | has("customRules") then
      {customRules: [$custom.custom_deployment_protection_rules[]? | select(.enabled) | .app.slug] | sort}
    else {} end') || unknown
if ! jq -e '
  . == (env.EXPECTED | fromjson
    | .refs |= sort
    | .reviewers |= (map(ascii_downcase) | sort)
    | if has("customRules") then .customRules |= sort else . end)' <<< "$actual" > /dev/null; then
  fail 'Not protected as agreed' \
    "Environment $ENVIRONMENT should be $EXPECTED but is $actual. Mend the settings, then run this job again."
fi
echo "Protected as agreed: $actual"
