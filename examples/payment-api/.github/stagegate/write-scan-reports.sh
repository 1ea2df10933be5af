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

trivy convert --format sarif --output security-scan/trivy.sarif security-scan/trivy.json
trivy convert --format cyclonedx --output security-scan/sbom.cdx.json security-scan/trivy.json
