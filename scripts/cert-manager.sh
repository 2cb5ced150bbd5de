#!/usr/bin/env bash
# Builds cert-manager from its Go module into a cache folder that survives clones, and prints the folder: `cert-manager`, and its CRDs in `crds`.
# Needs Go and the module proxy; some minutes on two cores, once.
set -euo pipefail

CERT_MANAGER=1.21.2

command -v go >/dev/null || { echo 'cert-manager: no Go here' >&2; exit 3; }

source=$(cd "$(dirname "$0")/../test/e2e/cert-manager" && pwd)
module=github.com/cert-manager/cert-manager
cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatewright/cert-manager/$CERT_MANAGER-$(go env GOVERSION)-$(go env GOARCH)-$(cksum <"$source/main.go" | cut -d' ' -f1)"
mkdir -p "$cache"
exec 9>"$cache/.lock"; flock 9
if [ ! -x "$cache/cert-manager" ]; then
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
  export CGO_ENABLED=0 GOFLAGS=-mod=mod
  upstream=$(go mod download -json "$module@v$CERT_MANAGER" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  cp "$source/main.go" .
  # The versions that cert-manager was released with. The name lets us import what is internal to it, as its own commands do.
  { sed "s,^module .*,module $module/gatewright," "$upstream/go.mod"; echo "require $module v$CERT_MANAGER"; } > go.mod
  cat "$upstream/go.sum" > go.sum
  go build -buildvcs=false -trimpath -ldflags '-s -w' -o "$cache/cert-manager.new" . >&2
  mkdir -p "$cache/crds"; cp "$upstream/deploy/crds/"*.yaml "$cache/crds"
  mv "$cache/cert-manager.new" "$cache/cert-manager"
fi
echo "$cache"
