#!/usr/bin/env bash
# The programs of docs/languages.md, run by Python with the wheel that jsii makes of the compiled package: the first writes what the
# example has, but for its own name; the second is refused in the words that stand there. Python with venv is needed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
page=$root/docs/languages.md
export PROJEN_DISABLE_POST=true JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && npx jsii-pacmak --target js --target python --outdir "$work/dist") > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check \
  "projen==$(node -p 'require(process.argv[1]).devDependencies.projen' "$root/package.json")" "$work"/dist/python/*.whl

# block LANGUAGE NUMBER: so many-th block of that language on the page
block() { awk -v from="\`\`\`$1" -v wanted="$2" '$0 == "```" { on = 0 } on { print } $0 == from { on = ++seen == wanted }' "$page"; }

passed=0
failed=0
expect() {
  local name=$1
  shift
  if "$@" > "$work/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n' "$name"
    cat "$work/log"
  fi
}

example=$root/examples/payment-api
mkdir "$work/first" "$work/second"
cd "$work/first"
# What the program reads beside it, and nothing that it writes.
cp -r "$example"/{charts,Dockerfile,package-lock.json,performance-baseline.json} .
rm charts/values-*.yaml
block python 1 > .projenrc.py
expect 'the program writes' "$work/python/bin/python" .projenrc.py
expect 'the sums of all files' sha256sum --check --quiet .stagegate/files.sha256
# Every file says first where it comes from.
find .github .stagegate charts docs -type f -exec sed -i 's/\.projenrc\.py/.projenrc.ts/' {} +
cut -c67- .stagegate/files.sha256 | xargs -d '\n' sha256sum > "$work/sums"
mv "$work/sums" .stagegate/files.sha256
for path in .github .stagegate charts docs; do
  expect "the same $path" diff -r "$path" "$example/$path"
done

cd "$work/second"
block python 2 > .projenrc.py
"$work/python/bin/python" .projenrc.py 2> "$work/said" > /dev/null || true
block text 1 > "$work/wanted"
expect 'the policy refuses' grep -q 'StoppedBeforeWriting' "$work/said"
expect 'in these words' diff "$work/wanted" <(sed "/^[0-9]* errors\\{0,1\\}$/q" "$work/said")
expect 'and nothing is written' test ! -e .github

echo "languages: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
