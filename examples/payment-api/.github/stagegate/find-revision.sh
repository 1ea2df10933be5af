#!/usr/bin/env bash
# Finds the revision of a Helm release to return to: the newest that was deployed with DIGEST, or the last before what runs now
# that had another image and that nobody has gone back from. Revisions that failed or never ended do not count.
#
# Environment:
#   RELEASE, NAMESPACE  name and namespace of the release
#   DIGEST              sha256:… of an image that once ran here; empty for the one that ran before
#   IMAGE_DIGEST_KEY    value that holds the digest; default image.digest
# Output:  revision, to   number and digest of the revision to return to
#          newest, from   those of the newest revision, which is what runs unless it failed
# Summary: where it refuses, the revisions that there are
# Needs:   helm 3 or 4 connected to the cluster, jq
# Exit:    0 found; 1 refused, or the cluster cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
export IMAGE_DIGEST_KEY=${IMAGE_DIGEST_KEY:-image.digest}

history=$(helm history "$RELEASE" --namespace "$NAMESPACE" --output json)
digests=''
for revision in $(jq -r '.[].revision' <<< "$history"); do
  # Not the description: one of a rollback does not name the image.
  values=$(helm get values "$RELEASE" --namespace "$NAMESPACE" --revision "$revision" --output json)
  digests+=$(jq -cn 'input | (try getpath(env.IMAGE_DIGEST_KEY / ".") catch null) // "unknown" | tostring' <<< "$values")
done
revisions=$(jq -cs '.[1:] as $digests | .[0] | to_entries | map(.value + {digest: $digests[.key]})' <<< "$history $digests")
found=$(jq -c -f "$(dirname "$0")/find-revision.jq" <<< "$revisions")
table=$(jq -r '.[] | [.revision, .updated, .status, .digest, .description] | @tsv' <<< "$revisions" |
  table revision since status digest description)
echo "$table"

refused=$(jq -r '.refused // ""' <<< "$found")
if [[ -n "$refused" ]]; then
  printf '### Revisions of %s\n%s\n' "$RELEASE" "$table" | summarize
fi
oldest=$(jq -r '.[0].revision // "none"' <<< "$revisions")
kept="Helm has kept what was deployed since revision $oldest: the summary lists it."
case "$refused" in
  runs) fail 'Runs already' "$DIGEST is what $RELEASE runs in $NAMESPACE." ;;
  never) fail 'Never ran here' "No revision of $RELEASE in $NAMESPACE was deployed with $DIGEST. $kept" ;;
  gone) fail 'Nothing before' "No other image was deployed to $NAMESPACE before what $RELEASE runs now. $kept" ;;
  unknown)
    fail 'Name the digest' "Revision $(jq -r '"\(.newest) is \(.status)"' <<< "$found"): what ran before is not known. $kept"
    ;;
esac
for name in revision to from newest; do
  output "$name" "$(jq -r --arg name "$name" '.[$name]' <<< "$found")"
done
