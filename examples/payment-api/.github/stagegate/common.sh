#!/usr/bin/env bash
# What the scripts beside this file share: --help, annotations, outputs, the job summary. They source it.
#
# Environment:
#   GITHUB_OUTPUT        file that GitHub reads outputs from; set by GitHub
#   GITHUB_STEP_SUMMARY  file that GitHub shows as the job summary; set by GitHub
#   RUNNER_TEMP          folder that the steps of a job share; default TMPDIR or /tmp
#   Not heard are HELM_DRIVER, HELM_NAMESPACE and HELM_KUBE*: the kubeconfig says where, for kubectl as well
#   For ask_github: GH_TOKEN, GITHUB_REPOSITORY (owner/name), GITHUB_API_URL (default https://api.github.com)

set -euo pipefail
set -f # lists of names are split at white space and never expanded as patterns
unset HELM_DRIVER HELM_NAMESPACE "${!HELM_KUBE@}"
: "${RUNNER_TEMP:=${TMPDIR:-/tmp}}"

case "${1:-}" in
  '') ;;
  -h | --help)
    sed '1d; /^$/q; s/^# \{0,1\}//' "$0"
    exit 0
    ;;
  *)
    echo "$0 takes no arguments, everything comes by the environment: see $0 --help" >&2
    exit 64
    ;;
esac

# annotate error|warning|notice TITLE TEXT. GitHub reads one line and decodes these three characters.
annotate() {
  local text=${3//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '::%s title=%s::%s\n' "$1" "$2" "${text//$'\n'/%0A}"
}

# fail TITLE TEXT
fail() {
  annotate error "$@"
  exit 1
}

# require_numbers NAME...: bash would run what else stands in an arithmetic expression.
require_numbers() {
  local name
  for name; do
    if [[ ! "${!name}" =~ ^(0|[1-9][0-9]{0,17})$ ]]; then
      fail 'Not a number' "$name should be a whole number, not '${!name}'."
    fi
  done
}

# append FILE: standard input at its end; without a file, as in a terminal, it is printed.
append() { if [[ -n "$1" ]]; then cat >> "$1"; else cat; fi; }

# output NAME VALUE, for values of one line.
output() { printf '%s=%s\n' "$1" "$2" | append "${GITHUB_OUTPUT:-}"; }

summarize() { append "${GITHUB_STEP_SUMMARY:-}"; } # standard input becomes part of the job summary

# table HEADER...: standard input, rows of values separated by tabs, as a Markdown table.
table() {
  printf '| %s ' "$@"
  echo '|'
  printf '| --- %.0s' "$@"
  echo '|'
  sed -e '/^$/d; s/[|<]/\\&/g' -e $'s/\t/ | /g' -e 's/^/| /; s/$/ |/'
}

# ask_github PATH [CURL OPTION...]: below the repository. The token goes through a file descriptor, so that no list of
# processes shows it.
ask_github() {
  curl --fail --silent --show-error --max-time 20 --retry 3 --header 'X-GitHub-Api-Version: 2022-11-28' \
    --header @<(printf 'Authorization: Bearer %s\n' "$GH_TOKEN") \
    "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY$1" "${@:2}"
}

# What a script needs stands in its head. Without jq it would take everything for wrong input.
if grep -qw '^# Needs:.*jq' "$0" && ! type -P jq > /dev/null; then
  fail 'jq is missing' "$(basename "$0") needs jq: install it, or use a runner or container that has it."
fi
