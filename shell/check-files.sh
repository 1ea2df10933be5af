#!/usr/bin/env bash
# Fails where a generated file is not as it was written: edited by hand, merged line by line, formatted, or left out of a commit.
# What jobs run and what people read would then no longer come from one model.
#
# Environment: nothing
# Needs:   sha256sum or shasum
# Exit:    0 all are as they were written; 1 some are not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

list=.stagegate/files.sha256
remedy='Run npx projen and commit what it writes; a change that is to stay belongs in the program that projen runs.'

[[ -f "$list" ]] || fail 'No list of generated files' "$list is missing. $remedy"
if grep -Evq '^[0-9a-f]{64}  .' "$list"; then
  fail 'No list of generated files' "$list is not as it was written. $remedy"
fi

sum=(sha256sum)
type -P sha256sum > /dev/null || sum=(shasum -a 256)
# How many there are goes to standard error; each of them is named on standard output.
if ! report=$(LC_ALL=C "${sum[@]}" -c "$list" 2> /dev/null); then
  wrong=$(sed -n 's/: FAILED.*$//p' <<< "$report")
  fail 'Generated files are not as they were written' "${wrong:-The sums of $list cannot be checked.}"$'\n'"$remedy"
fi
