#!/usr/bin/env bash
# Finds the revision of a Helm release to return to: the newest that ran DIGEST, or the last before what runs now that had
# another image and that nobody has gone back from. Revisions that failed, never ended or were not verified do not count.
#
# Environment:
#   RELEASE, NAMESPACE    name and namespace of the release
#   DIGEST                sha256:… of an image that once ran here; empty for the one that ran before
#   ASKED                 when somebody asked for the one that ran before, in seconds since 1970: refuses where a newer revision
#                         has come to run since; empty compares nothing
#   IMAGE_REPOSITORY_KEY  value that holds the repository; default image.repository
#   IMAGE_DIGEST_KEY      value that holds the digest; default image.digest
# Output:  revision, to   number and digest of the revision to return to
#          repository     registry host and name of its image; empty where its values do not say
#          newest, from   those of the newest revision, which is what runs unless it failed
# Summary: where it refuses, the revisions that there are
# Needs:   helm 3 or 4 and kubectl connected to the cluster, jq
# Exit:    0 found; 1 refused, or the cluster cannot be asked

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${RELEASE:?name of the release}"
: "${NAMESPACE:?namespace of the release}"
export IMAGE_REPOSITORY_KEY=${IMAGE_REPOSITORY_KEY:-image.repository}
export IMAGE_DIGEST_KEY=${IMAGE_DIGEST_KEY:-image.digest}

if [[ -n "${ASKED:-}" ]]; then require_numbers ASKED; fi
history=$(bash "$(dirname "$0")/list-revisions.sh")
if [[ "$history" == '[]' ]]; then fail 'Nothing to return to' "$RELEASE is not installed in $NAMESPACE."; fi
images=''
for revision in $(jq -r '.[].revision' <<< "$history"); do
  # Not the description: one of a rollback does not name the image.
  values=$(helm get values "$RELEASE" --namespace "$NAMESPACE" --revision "$revision" --output json)
  images+=$(jq -cn 'input
    | def word($key): (try getpath($key / ".") catch null) | strings | select(test("\\A[!-~]+\\z"));
      {digest: (word(env.IMAGE_DIGEST_KEY) // "unknown"), repository: (word(env.IMAGE_REPOSITORY_KEY) // "")}' <<< "$values")
done
revisions=$(jq -cs '.[1:] as $images | .[0] | to_entries | map(.value + $images[.key])' <<< "$history $images")
found=$(jq -c -L "$(dirname "$0")" -f "$(dirname "$0")/find-revision.jq" <<< "$revisions")
table=$(jq -r -L "$(dirname "$0")" '
  include "revision";
  . as $all
  | .[] | [.revision, .updated, .status, .digest, if was_good($all) then "yes" else "no" end, .description] | @tsv' \
  <<< "$revisions" | table revision since status digest verified description)
echo "$table"

refused=$(jq -r '.refused // ""' <<< "$found")
newest=$(jq -r '.newest' <<< "$found")
if [[ -n "$refused" ]]; then
  printf '### Revisions of %s\n%s\n' "$RELEASE" "$table" | summarize
fi
oldest=$(jq -r '.[0].revision // "none"' <<< "$revisions")
kept="Helm has kept what was deployed since revision $oldest: the summary lists it."
case "$refused" in
  runs) fail 'Runs already' "$DIGEST is what $RELEASE runs in $NAMESPACE." ;;
  never) fail 'Never ran here' "No revision of $RELEASE in $NAMESPACE ran $DIGEST and was verified. $kept" ;;
  gone) fail 'Nothing before' "No other image ran verified in $NAMESPACE before what $RELEASE runs now. $kept" ;;
  undated) fail 'Name the digest' "It is not known since when revision $newest runs. $kept" ;;
  newer)
    fail 'Name the digest' "Revision $newest runs only since you asked: the image before may be the one to leave. $kept"
    ;;
  unknown)
    fail 'Name the digest' "Revision $newest is $(jq -r .status <<< "$found"): what ran before is not known. $kept"
    ;;
esac
for name in revision to repository from newest; do
  output "$name" "$(jq -r --arg name "$name" '.[$name]' <<< "$found")"
done
