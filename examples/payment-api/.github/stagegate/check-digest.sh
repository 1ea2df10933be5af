#!/usr/bin/env bash
# Fails unless DIGEST is a digest: neither empty, nor a tag, nor a value that GitHub has masked.
#
# Environment:
#   DIGEST   sha256: and 64 hexadecimal digits
# Output:  digest   the same
# Needs:   nothing
# Exit:    0 it is a digest; 1 it is not

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

if [[ ! "${DIGEST:-}" =~ ^sha256:[0-9a-f]{64}$ ]]; then
  fail 'No digest' "Expected sha256: and 64 hexadecimal digits, got '${DIGEST:-}'."
fi
output digest "$DIGEST"
