#!/usr/bin/env bash
# Runs a command with a Swift 6 toolchain: the machine's own `swift`, or Debian 13's in a chroot that this script makes.
# Usage: swift-toolchain.sh DIR COMMAND…   DIR is seen as the working directory; the repository is mounted read-write.
# Exit 69 (EX_UNAVAILABLE) when there is no Swift and none can be made here.
set -euo pipefail

dir=$(cd "$1" && pwd)
shift
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if command -v swift >/dev/null 2>&1; then
  cd "$dir"
  exec "$@"
fi

root=${LACHAN_SWIFT_ROOT:-/var/cache/lachan/swift-trixie}
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "swift: no Swift toolchain on PATH, and this is not a Debian machine with root rights to make one" >&2
  exit 69
fi

umount_all() { for m in repo dev proc; do mountpoint -q "$root/$m" && umount "$root/$m"; done; true; }
trap umount_all EXIT

if [ ! -e "$root/.ready" ]; then
  command -v debootstrap >/dev/null || { apt-get update -q; apt-get install -y -q debootstrap; }
  mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '$1=="deb"{for(i=2;i<=NF;i++) if($i ~ /^http/){print $i; exit}}' /etc/apt/sources.list 2>/dev/null || true)
  umount_all
  rm -rf "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase trixie "$root" "$mirror"
fi
mkdir -p "$root/proc" "$root/dev" "$root/repo"
mountpoint -q "$root/proc" || mount --bind /proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
if [ ! -e "$root/.ready" ]; then
  # The machine's certificates, for a mirror behind https.
  [ -n "${CURL_CA_BUNDLE:-}" ] && install -D -m 0644 "$CURL_CA_BUNDLE" "$root/etc/ssl/certs/ca-certificates.crt"
  cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  chroot "$root" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends swiftlang libc6-dev libstdc++-14-dev git ca-certificates'
  touch "$root/.ready"
fi
mountpoint -q "$root/repo" || mount --bind "$top" "$root/repo"
chroot "$root" env LD_LIBRARY_PATH="/repo/target/debug" HOME=/root sh -c 'cd "$1"; shift; exec "$@"' sh "/repo${dir#"$top"}" "$@"
