#!/usr/bin/env bash
# Packs what the job compiled into one archive: artifacts keep neither the folder that a lone path lies in, nor hidden files,
# nor the right to be executed.
#
# Environment:
#   ARCHIVE  name of the archive
#   FILES    files and folders, with * and ? in names of files, and ! in front of what is left out; separated by spaces
# Writes:  ARCHIVE, in the working directory
# Needs:   tar, that of GNU where something is left out
# Exit:    0 packed; 1 something is not there

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${ARCHIVE:?name of the archive}" "${FILES:?files and folders to pack}"
set -f
# shellcheck disable=SC2206
files=($FILES)
set +f
arguments=(-cf "$ARCHIVE")
for file in "${files[@]}"; do
  # As for files that are taken: names from the root, of which * is one and no more.
  [[ "$file" != '!'* ]] || arguments+=(--anchored --no-wildcards-match-slash "--exclude=${file#!}")
done
failed=0
for file in "${files[@]}"; do
  [[ "$file" != '!'* ]] || continue
  # shellcheck disable=SC2206
  found=($file)
  if [[ -e "${found[0]}" || -L "${found[0]}" ]]; then
    arguments+=("${found[@]}")
  else
    annotate error 'Nothing compiled' "There is no $file: 'compile.files' names what the command makes."
    failed=1
  fi
done
((failed == 0)) || exit 1
tar "${arguments[@]}"
