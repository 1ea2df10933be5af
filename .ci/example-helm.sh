#!/usr/bin/env bash
# Prints the path of the pinned Helm, which it builds from source the first time (Go needed; minutes on two cores).
set -euo pipefail

version=v4.2.4
dir=${XDG_CACHE_HOME:-$HOME/.cache}/stagegate/helm-$version

if [ ! -x "$dir/helm" ]; then
  building=$(mktemp -d)
  trap 'rm -rf "$building"' EXIT
  GOBIN=$building CGO_ENABLED=0 nice go install \
    -ldflags "-s -w -X helm.sh/helm/v4/internal/version.version=$version" "helm.sh/helm/v4/cmd/helm@$version" >&2
  mkdir -p "$dir"
  mv "$building/helm" "$dir/helm"
fi
echo "$dir/helm"
