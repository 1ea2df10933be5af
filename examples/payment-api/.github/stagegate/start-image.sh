#!/usr/bin/env bash
# Starts the image that build handed on and waits until it is healthy. On failure it prints the container's log.
#
# Environment:
#   CANDIDATE    name of the image in $RUNNER_TEMP/image.tar; default candidate
#   PORT         port that the service shall listen on, handed into the container; default 8080
#   PASS_ENV     names of variables that are handed into the container as well, separated by spaces; optional
#   NETWORK      network of the container; default host, where the job's services have their ports
#   SERVICE_URL  where the service answers; default http://localhost:$PORT
#   HEALTH_PATH  path that answers when the service is ready; default /health
#   ATTEMPTS     how often to ask, once a second; default 30
#   RUNNER_TEMP  folder of image.tar; default /tmp
# Leaves:  a running container named candidate
# Needs:   docker, curl
# Exit:    0 healthy; 1 it never became so, or ended

set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh disable=SC1091
source "$(dirname "$0")/common.sh"

: "${CANDIDATE:=candidate}" "${NETWORK:=host}" "${HEALTH_PATH:=/health}" "${ATTEMPTS:=30}"
export PORT="${PORT:-8080}"
: "${SERVICE_URL:=http://localhost:$PORT}"
require_numbers PORT ATTEMPTS

docker load --quiet --input "$RUNNER_TEMP/image.tar"
pass=(--env PORT)
for name in ${PASS_ENV:-}; do
  pass+=(--env "$name")
done
# A machine of one's own keeps that of the run before.
docker rm --force candidate > /dev/null 2>&1 || true
docker run --detach --name candidate --network "$NETWORK" "${pass[@]}" "$CANDIDATE"

for ((attempt = 1; ; attempt++)); do
  if curl --fail --silent --output /dev/null --max-time 2 --globoff --url "$SERVICE_URL$HEALTH_PATH"; then
    echo "Healthy at attempt $attempt."
    exit 0
  fi
  if ((attempt >= ATTEMPTS)) || [[ "$(docker inspect --format '{{.State.Running}}' candidate)" != true ]]; then
    break
  fi
  sleep 1
done
# The prefix keeps a line of the log from being read as a workflow command.
docker logs candidate 2>&1 | sed 's/^/| /'
fail 'Image does not start' "No answer at $SERVICE_URL$HEALTH_PATH after $attempt attempts; the container's log is above."
