#!/usr/bin/env bash
# Puts what another job compiled in its places, and nothing else: that job ran foreign code, this one may hold credentials.
#
# Environment:
#   ARCHIVE      name of the archive in $RUNNER_TEMP/compiled
#   PLACES       files and folders that are taken out of it, separated by spaces
#   RUNNER_TEMP  folder of the archive; default /tmp
# Leaves:  the files, in the working directory
# Needs:   tar
# Exit:    0 taken; 1 the archive has one of them not, or they cannot be put there

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ARCHIVE:?name of the archive}" "${PLACES:?files and folders to take}"
archive=$RUNNER_TEMP/compiled/$ARCHIVE
unpacked=$RUNNER_TEMP/compiled/unpacked
read -ra places <<< "$PLACES"
rm -rf "$unpacked"
mkdir -p "$unpacked"
# Elsewhere first: behind a link of the archive the next file would be written where the link leads.
tar -xf "$archive" -C "$unpacked" -- "${places[@]}" ||
  fail 'Wrong archive' "$ARCHIVE should hold $PLACES, as the job that compiles packs it."
cp -R "$unpacked/." .
