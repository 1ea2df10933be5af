#!/usr/bin/env bash
# Scans an image for known vulnerabilities with Trivy and writes the reports. Whatever is found does not fail this script
# (judge-scan.sh decides about it); it fails when there is no scan.
#
# Environment:
#   DIGEST            sha256:… of the pushed image; empty scans $RUNNER_TEMP/image.tar instead
#   IMAGE_REPOSITORY  registry host and name of the image; needed with DIGEST
#   IGNORE_FILE       exceptions, such as .trivyignore.yaml; optional
#   ATTEMPTS          how often to try; default 3
#   RUNNER_TEMP       folder of image.tar; default /tmp
# Writes:  security-scan/trivy.json, and what write-scan-reports.sh makes of it
# Output:  day   date in UTC, for the key of a cache
# Needs:   trivy, logged in to the registry with DIGEST
# Exit:    0 scanned; 1 wrong input; 2 scanner unavailable: nothing is known about the image

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ATTEMPTS:=3}"
require_numbers ATTEMPTS

folder=$(pwd)
arguments=(--no-progress --scanners vuln --list-all-pkgs --format json --output "$folder/security-scan/trivy.json" --exit-code 0)
if [[ -n "${IGNORE_FILE:-}" ]]; then
  # Trivy takes a missing file for no exceptions, but somebody meant some.
  [[ -f "$IGNORE_FILE" ]] || fail 'No exceptions' "IGNORE_FILE is $IGNORE_FILE, which is not a file."
  [[ "$IGNORE_FILE" == /* ]] || IGNORE_FILE=$folder/$IGNORE_FILE
  arguments+=(--ignorefile "$IGNORE_FILE")
fi
if [[ -n "${DIGEST:-}" ]]; then
  arguments+=("${IMAGE_REPOSITORY:?registry host and name of the image}@$DIGEST")
else
  arguments+=(--input "$RUNNER_TEMP/image.tar")
fi

mkdir -p security-scan
# Trivy obeys a trivy.yaml and a .trivyignore of the folder that it runs in, and a sparse checkout brings those of the
# repository's root: exceptions that nobody declared.
elsewhere=$(mktemp -d)
for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
  if (cd "$elsewhere" && trivy image "${arguments[@]}"); then
    output day "$(date -u +%F)"
    exec bash "$(dirname "$0")/write-scan-reports.sh"
  fi
  ((attempt == ATTEMPTS)) || sleep "$((attempt * 10))"
done
annotate error 'Scanner unavailable' \
  "No scan in $ATTEMPTS attempts: nothing is known about vulnerabilities. Read Trivy's error above, then run this job again."
exit 2
