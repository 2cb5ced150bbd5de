#!/usr/bin/env bash
# Takes the definitions of a Gateway API bundle out of its Go module, into a cache folder that survives clones, and prints the folder: `standard` and
# `experimental` in it. Needs Go, the module proxy and unzip; some seconds, once.
set -euo pipefail

VERSION=v1.7.0

for program in go unzip; do command -v "$program" >/dev/null || { echo "gateway-api: no $program here" >&2; exit 3; }; done

cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatewright/gateway-api"
mkdir -p "$cache"
exec 9>"$cache/.lock"; flock 9
if [ ! -d "$cache/$VERSION" ]; then
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
  # A bundle may ask for a newer Go than this one: the download fails then, and the archive is there all the same.
  answer=$(GOTOOLCHAIN=local go mod download -json "sigs.k8s.io/gateway-api@$VERSION" || true)
  archive=$(sed -n 's/.*"Zip": "\(.*\)".*/\1/p' <<<"$answer")
  [ -f "$archive" ] || { echo "gateway-api: $VERSION cannot be downloaded: $answer" >&2; exit 3; }
  unzip -q "$archive" '*/config/crd/standard/*' '*/config/crd/experimental/*'
  mv "sigs.k8s.io/gateway-api@$VERSION/config/crd" "$cache/$VERSION"
fi
echo "$cache/$VERSION"
