#!/usr/bin/env bash
# Builds a program around Envoy Gateway's translator from its Go module into a cache folder that survives clones, and prints its path.
# Needs Go and the module proxy; some minutes on two cores, once.
set -euo pipefail

ENVOY_GATEWAY=1.9.1

command -v go >/dev/null || { echo 'envoy-gateway: no Go here' >&2; exit 3; }

source=$(cd "$(dirname "$0")/../test/e2e/envoy-gateway" && pwd)
module=github.com/envoyproxy/gateway
cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatewright/envoy-gateway/$ENVOY_GATEWAY-$(go env GOVERSION)-$(go env GOARCH)-$(cksum <"$source/main.go" | cut -d' ' -f1)"
mkdir -p "$cache"
exec 9>"$cache/.lock"; flock 9
if [ ! -x "$cache/translator" ]; then
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
  export CGO_ENABLED=0 GOFLAGS=-mod=mod
  upstream=$(go mod download -json "$module@v$ENVOY_GATEWAY" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  cp "$source/main.go" .
  # The versions that Envoy Gateway was released with. The name lets us import what is internal to it.
  { sed "s,^module .*,module $module/gatewright," "$upstream/go.mod"; echo "require $module v$ENVOY_GATEWAY"; } > go.mod
  cat "$upstream/go.sum" > go.sum
  go build -buildvcs=false -trimpath -ldflags '-s -w' -o "$cache/translator.new" . >&2
  mv "$cache/translator.new" "$cache/translator"
fi
echo "$cache/translator"
