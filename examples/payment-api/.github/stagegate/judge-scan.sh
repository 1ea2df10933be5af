#!/usr/bin/env bash
# Fails when security-scan/trivy.json of scan-image.sh lists a vulnerability of one of SEVERITIES, or is no report.
#
# Environment:
#   SEVERITIES      of UNKNOWN, LOW, MEDIUM, HIGH and CRITICAL, separated by commas
#   IGNORE_UNFIXED  true leaves out what nobody has fixed yet; default false
# Summary: table of the vulnerabilities that block, at most 100
# Needs:   jq
# Exit:    0 none; 1 some, no report, or wrong input

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${SEVERITIES:?severities that block, separated by commas}"
report=security-scan/trivy.json

# A misspelt severity would let everything pass.
if ! jq -en '(env.SEVERITIES / ",") - ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"] == []' > /dev/null; then
  fail 'Unknown severity' "SEVERITIES is '$SEVERITIES': only UNKNOWN, LOW, MEDIUM, HIGH and CRITICAL, separated by commas, exist."
fi
# Here and elsewhere `-n` and `input`: without input `jq -e` has no opinion and, before jq 1.7, exits with 0.
if ! jq -en 'input | (.SchemaVersion | type == "number") and (.Results // [] | type == "array")' "$report" > /dev/null; then
  fail 'No scan report' "$report is missing or is not a report of Trivy: nothing is known about vulnerabilities."
fi
blocking=$(jq '
  (env.SEVERITIES / ",") as $severities
  | [.Results[]?.Vulnerabilities[]?
      | select(.Severity // "UNKNOWN" | IN($severities[]))
      | select(env.IGNORE_UNFIXED != "true"
          or (.Status // "" | IN("affected", "will_not_fix", "fix_deferred", "end_of_life") | not))
      | {severity: (.Severity // "UNKNOWN"), id: .VulnerabilityID, package: .PkgName, installed: .InstalledVersion,
         fixed: (.FixedVersion // "no fix yet")}]
  | unique
  | sort_by((.severity | {CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3}[.] // 4), .package, .id)' "$report")
count=$(jq length <<< "$blocking")
packages=$(jq '[.Results[]?.Packages[]?] | length' "$report")
{
  echo '### Security scan'
  echo "$count vulnerabilities of severity $SEVERITIES in $packages packages"
  if ((count > 0)); then
    echo
    jq -r '.[:100][] | [.severity, .id, .package, .installed, .fixed] | @tsv' <<< "$blocking" |
      table severity vulnerability package installed 'fixed in'
  fi
  if ((count > 100)); then
    printf '\nand %s more: see trivy.json in the artifact of this job\n' "$((count - 100))"
  fi
} | summarize
if ((count > 0)); then
  fail 'Vulnerable image' "$count vulnerabilities of severity $SEVERITIES; the job summary lists them."
fi
if ((packages == 0)); then
  annotate warning 'Nothing to scan' 'Trivy recognized no package in this image, so finding no vulnerability says little.'
fi
