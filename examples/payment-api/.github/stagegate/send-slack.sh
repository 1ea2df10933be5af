#!/usr/bin/env bash
# Sends the message of write-message.sh or write-approval-request.sh to an incoming webhook of Slack.
#
# Environment:
#   SLACK_WEBHOOK  address of the webhook, a secret; empty sends nothing and says so
#   MESSAGE_FILE   the message; default $RUNNER_TEMP/message.json
#   RUNNER_TEMP    default /tmp
# Needs:   curl, jq
# Exit:    0 sent, or no webhook; 1 the webhook is no address; otherwise curl's or jq's

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

if [[ -z "${SLACK_WEBHOOK:-}" ]]; then
  annotate notice 'Not sent' 'The secret SLACK_WEBHOOK is not set.'
  exit 0
fi
# Quotes and line ends would be options of curl's configuration below.
if [[ ! "$SLACK_WEBHOOK" =~ ^https?://[^[:space:]\"\\]+$ ]]; then
  fail 'Not sent' 'The secret SLACK_WEBHOOK is not an address, or has blanks around it.'
fi

# Slack refuses a field of more than 2000 characters and a text of more than 3000; escaping makes one up to five.
payload=$(jq -c '
  def escaped: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
  def shown($most): (. // "" | if length > $most then .[:$most - 1] + "…" else . end) | escaped;
  def link($text): "<\(escaped | gsub("\\|"; "%7C"))|\($text)>";
  .detail as $detail
  | [.fields[] | (.text | shown(300)) as $text
      | {type: "mrkdwn", text: "*\(.title | shown(60))*\n\(if .url then .url | link($text) else $text end)"}] as $fields
  | {
      text: (.headline | shown(500)),
      attachments: [{
        color,
        fallback: ("\(.headline): \($detail)" | rtrimstr(": ") | shown(500)),
        blocks: [
          ($detail | select(. != "") | {type: "section", text: {type: "mrkdwn", text: shown(500)}}),
          {type: "section", fields: $fields}
        ]
      }]
    }' "${MESSAGE_FILE:-$RUNNER_TEMP/message.json}")

curl --fail-with-body --silent --show-error --max-time 20 --retry 3 --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK") \
  --header 'Content-Type: application/json' --data-binary @- <<< "$payload"
