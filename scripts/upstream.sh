#!/usr/bin/env bash
# `upstream.sh cert-manager` or `upstream.sh envoy-gateway`: builds test/e2e/NAME/main.go around what is internal to a Go module, into a cache folder that
# survives clones, and prints the folder: the program, and in `crds` the definitions that the module brings.
# Needs Go and the module proxy; some minutes on two cores, once.
set -euo pipefail

name=${1:-}
case $name in
  cert-manager) version=1.21.2 module=github.com/cert-manager/cert-manager program=cert-manager ;;
  envoy-gateway) version=1.9.1 module=github.com/envoyproxy/gateway program=translator ;;
  *) echo 'usage: upstream.sh cert-manager | envoy-gateway' >&2; exit 2 ;;
esac

command -v go >/dev/null || { echo "$name: no Go here" >&2; exit 3; }

source=$(cd "$(dirname "$0")/../test/e2e/$name" && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatewright/$name/$version-$(go env GOVERSION)-$(go env GOARCH)-$(cksum <"$source/main.go" | cut -d' ' -f1)"
mkdir -p "$cache"
exec 9>"$cache/.lock"; flock 9
if [ ! -x "$cache/$program" ]; then
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
  export CGO_ENABLED=0 GOFLAGS=-mod=mod
  upstream=$(go mod download -json "$module@v$version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  cp "$source/main.go" .
  # The versions that the module was released with. The name lets us import what is internal to it, as its own commands do.
  { sed "s,^module .*,module $module/gatewright," "$upstream/go.mod"; echo "require $module v$version"; } > go.mod
  cat "$upstream/go.sum" > go.sum
  go build -buildvcs=false -trimpath -ldflags '-s -w' -o "$cache/$program.new" . >&2
  if [ -d "$upstream/deploy/crds" ]; then mkdir -p "$cache/crds"; cp "$upstream/deploy/crds/"*.yaml "$cache/crds"; fi
  mv "$cache/$program.new" "$cache/$program"
fi
echo "$cache"
