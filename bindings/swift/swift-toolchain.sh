#!/usr/bin/env bash
# Runs a command with a Swift 6 toolchain: the machine's own `swift`, or Debian 13's in a chroot that this script makes.
# Usage: swift-toolchain.sh DIR COMMAND…   DIR is the working directory; the repository is seen there read-write.
# Exit 69 (EX_UNAVAILABLE) when there is no Swift and none can be made here; else the command's own status.
set -euo pipefail

dir=$(cd "$1" && pwd)
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if command -v swift >/dev/null 2>&1; then
  shift
  cd "$dir"
  exec "$@"
fi

unavailable() {
  echo "swift: $1" >&2
  exit 69
}

# All mounts live in a mount namespace of their own: they are gone with the last process in it, however that ends, and
# checkouts that share the chroot do not meet.
if [ -z "${LACHAN_SWIFT_NAMESPACE:-}" ]; then
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; } ||
    unavailable "no Swift toolchain on PATH, and this is not a Debian machine with root rights to make one"
  unshare --mount true 2>/dev/null ||
    unavailable "no Swift toolchain on PATH, and this machine lets nobody mount a chroot's folders"
  LACHAN_SWIFT_NAMESPACE=1 exec unshare --mount --propagation private "${BASH_SOURCE[0]}" "$@"
fi
shift

root=${LACHAN_SWIFT_ROOT:-/var/cache/lachan/swift-trixie}
mount_system() {
  mkdir -p "$root/proc" "$root/dev" "$root/repo"
  mount --rbind /proc "$root/proc" # swift finds its libraries by /proc/self/exe
  mount --rbind /dev "$root/dev"
}

make_root() {
  command -v debootstrap >/dev/null || { apt-get update -q && apt-get install -y -q debootstrap; }
  local mirror
  mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '$1=="deb"{for(i=2;i<=NF;i++) if($i ~ /^http/){print $i; exit}}' /etc/apt/sources.list 2>/dev/null || true)
  rm -rf --one-file-system "$root" # a half-made one; never what is mounted inside
  mkdir -p "$root"
  debootstrap --variant=minbase trixie "$root" "$mirror"
  mount_system
  # The machine's certificates and proxy, for a mirror behind https.
  [ -z "${CURL_CA_BUNDLE:-}" ] || install -D -m 0644 "$CURL_CA_BUNDLE" "$root/etc/ssl/certs/ca-certificates.crt"
  cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  chroot "$root" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends swiftlang libc6-dev libstdc++-14-dev git ca-certificates'
  touch "$root/.ready"
}

# One makes the chroot, the others wait for it.
mkdir -p "$(dirname "$root")"
exec 9>"$root.lock"
flock 9
if [ -e "$root/.ready" ]; then
  mount_system
else
  make_root >&2 & # in the background, where `set -e` holds
  wait "$!" || unavailable "Debian 13 with Swift could not be installed under $root (see above)"
fi
exec 9>&-

mount --bind "$top" "$root/repo"
exec chroot "$root" env HOME=/root sh -c 'cd "$1"; shift; exec "$@"' sh "/repo${dir#"$top"}" "$@"
