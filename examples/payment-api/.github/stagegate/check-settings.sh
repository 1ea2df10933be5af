#!/usr/bin/env bash
# Fails unless every variable and secret that the job needs is set, and names all that are not. GitHub itself treats an
# unset one as an empty string.
#
# Environment:
#   REQUIRED     names, separated by spaces; each is handed over as an environment variable of that name
#   ENVIRONMENT  environment of the job, for the message; optional
# Needs:   nothing
# Exit:    0 all are set; 1 some are empty

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${REQUIRED:?names of variables and secrets, separated by spaces}"

where='Set it under Settings, Secrets and variables, Actions'
if [[ -n "${ENVIRONMENT:-}" ]]; then
  where+=", or in the environment $ENVIRONMENT (Settings, Environments)"
fi
missing=0
for name in $REQUIRED; do
  # An indirect expansion would run what stands in the brackets of a[...].
  if [[ ! "$name" =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]]; then
    fail 'Not a name' "REQUIRED holds '$name', which cannot be the name of a variable or secret."
  fi
  if [[ -z "${!name:-}" ]]; then
    annotate error 'Setting missing' "The variable or secret $name is empty. $where."
    missing=1
  fi
done
exit "$missing"
