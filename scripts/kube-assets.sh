#!/usr/bin/env bash
# Builds kube-apiserver, kubectl and etcd from Go modules into a cache folder that survives clones, and prints the folder.
# An existing KUBEBUILDER_ASSETS wins. Needs Go and the module proxy; about ten minutes on two cores, once.
set -euo pipefail

KUBERNETES=1.36.3
ETCD=3.6.5

if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then echo "$KUBEBUILDER_ASSETS"; exit 0; fi
command -v go >/dev/null || { echo 'kube-assets: no Go here; install Go, or set KUBEBUILDER_ASSETS to a folder with kube-apiserver, etcd and kubectl' >&2; exit 3; }

cache="${XDG_CACHE_HOME:-$HOME/.cache}/gatewright/kube/$KUBERNETES-$(go env GOVERSION)-$(go env GOARCH)"
mkdir -p "$cache"
exec 9>"$cache/.lock"; flock 9
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export CGO_ENABLED=0 GOFLAGS=-mod=mod

if [ ! -x "$cache/kube-apiserver" ] || [ ! -x "$cache/kubectl" ]; then
  mkdir "$work/kube"; cd "$work/kube"
  staging=v0.${KUBERNETES#1.}; version=k8s.io/component-base/version; minor=${KUBERNETES#1.}; minor=${minor%%.*}
  go mod init scratch 2>/dev/null
  upstream=$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
  { echo 'module scratch'; grep -E '^go [0-9]' "$upstream"; echo "require k8s.io/kubernetes v$KUBERNETES"; echo 'replace ('
    grep -oE '^\s*k8s\.io/\S+ +=> +\./staging' "$upstream" | awk -v s="$staging" '{print $1" => "$1" "s}' | sort -u; echo ')'; } > go.mod
  printf '//go:build tools\npackage tools\nimport (\n_ "k8s.io/kubernetes/cmd/kube-apiserver"\n_ "k8s.io/kubernetes/cmd/kubectl"\n)\n' > tools.go
  go mod tidy -e >&2
  flags="-s -w -X $version.gitVersion=v$KUBERNETES -X $version.gitMajor=1 -X $version.gitMinor=$minor"
  for program in kube-apiserver kubectl; do
    go build -buildvcs=false -trimpath -ldflags "$flags" -o "$cache/$program.new" "k8s.io/kubernetes/cmd/$program" >&2
    mv "$cache/$program.new" "$cache/$program"
  done
fi

if [ ! -x "$cache/etcd" ]; then
  mkdir "$work/etcd"; cd "$work/etcd"
  go mod init scratch 2>/dev/null
  printf 'package main\nimport ("os"; "go.etcd.io/etcd/server/v3/etcdmain")\nfunc main() { etcdmain.Main(os.Args) }\n' > main.go
  go get "go.etcd.io/etcd/server/v3@v$ETCD" >&2
  go mod tidy -e >&2
  go build -trimpath -ldflags '-s -w' -o "$cache/etcd.new" . >&2
  mv "$cache/etcd.new" "$cache/etcd"
fi
echo "$cache"
