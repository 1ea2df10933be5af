#!/usr/bin/env bash
# Compares measurements with a committed baseline. Both are JSON objects of metric to number, and smaller is better. A metric
# of the baseline that is no longer measured counts as too slow; a new one passes.
#
# Environment:
#   BASELINE           file of the baseline; default performance-baseline.json
#   RESULT             file of the measurements; default performance.json
#   TOLERANCE_PERCENT  how much slower than the baseline is accepted; default 20
#   MODE               block fails, warn only says so; default block
# Summary: table of the metrics
# Needs:   jq
# Exit:    0 within the tolerance, or MODE is warn; 1 beyond it; 1 in both modes when a file cannot be compared

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${BASELINE:=performance-baseline.json}" "${RESULT:=performance.json}"
export TOLERANCE_PERCENT="${TOLERANCE_PERCENT:-20}"
: "${MODE:=block}"
[[ "$MODE" == block || "$MODE" == warn ]] || fail 'Unknown mode' "MODE should be block or warn, not '$MODE'."

comparison=$(jq -n --slurpfile baseline "$BASELINE" --slurpfile result "$RESULT" '
  (env.TOLERANCE_PERCENT | tonumber) as $tolerance
  | $baseline[0] | to_entries | if . == [] then error("the baseline is empty") else . end
  | map({metric: .key, baseline: .value, limit: (.value * (100 + $tolerance) / 100), now: $result[0][.key]}
        # What is no number, jq calls one, and the smallest of all.
        | .ok = ((.now | type == "number" and (isnan | not)) and .now <= .limit))') ||
  fail 'Nothing to compare' "$BASELINE and $RESULT should be JSON objects of metric to number, TOLERANCE_PERCENT a number."
{
  echo '### Performance'
  # Of fractions, six digits are enough to read; what is compared has all of them.
  jq -r 'def short: if type != "number" or isnan or isinfinite or . == 0 then .
      else pow(10; [0, 5 - (fabs | log10 | floor)] | max) as $scale | (. * $scale | round) / $scale end;
    .[] | [.metric, ((.baseline, .limit, .now // "not measured") | short), if .ok then "ok" else "too slow" end] | @tsv' \
    <<< "$comparison" | table metric baseline limit now ''
} | summarize
if ! jq -e 'all(.ok)' <<< "$comparison" > /dev/null; then
  text="Beyond the baseline by more than $TOLERANCE_PERCENT %, or not measured; the job summary lists the metrics."
  [[ "$MODE" == warn ]] || fail Performance "$text"
  annotate warning Performance "$text"
fi
