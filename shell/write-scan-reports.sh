#!/usr/bin/env bash
# Converts trivy.json of scan-image.sh for tools that read other formats.
#
# Environment: nothing
# Writes:  trivy.sarif (code scanning), sbom.cdx.json (CycloneDX list of what is in the image)
# Needs:   trivy
# Exit:    0 written; otherwise Trivy's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

trivy convert --format sarif --output trivy.sarif trivy.json
trivy convert --format cyclonedx --output sbom.cdx.json trivy.json
