#!/usr/bin/env bash
# Converts security-scan/trivy.json of scan-image.sh for tools that read other formats.
#
# Environment: nothing
# Writes:  security-scan/trivy.sarif for code scanning, security-scan/sbom.cdx.json, the CycloneDX list of what is inside
# Needs:   trivy
# Exit:    0 written; otherwise Trivy's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

reports=$(pwd)/security-scan
# A trivy.yaml and a .trivyignore of the repository would leave things out here too.
cd "$(mktemp -d)"
trivy convert --format sarif --output "$reports/trivy.sarif" "$reports/trivy.json"
trivy convert --format cyclonedx --output "$reports/sbom.cdx.json" "$reports/trivy.json"
