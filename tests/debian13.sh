#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds everything and runs all tests but lint on Debian 13, in a root of its own that debootstrap makes once.
#
#   tests/debian13.sh                      builds and tests
#   tests/debian13.sh -R gst-plugin        more words go to ctest
#   tests/debian13.sh --bench              builds and compares with GStreamer's onnxinference
#   tests/debian13.sh --root FOLDER ...    the root lies there, not in ~/.cache/aesthetic/debian13
#
# Needs root rights, debootstrap and, the first time, a network; where one is missing it says so in one line and exits
# with 77. The source is mounted read-only. All mounts belong to a namespace that ends with the script, however that
# ends; what stays is the folder with the root, the compiler cache and the last build.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=trixie
mirror=http://deb.debian.org/debian

fail() {
  echo "debian13.sh: $*" >&2
  exit 1
}

cannot() {
  echo "debian13.sh: not run: $*" >&2
  exit 77
}

read_only() {
  mount --bind "$1" "$2"
  mount -o remount,bind,ro "$2"
}

# The mark: neither an unfinished folder nor any other Debian is taken for a root of this script.
made() {
  [ -e "$root/aesthetic/made-by-debian13.sh" ]
}

make_root() {
  made && return
  [ ! -e "$root" ] || [ -z "$(ls -A "$root")" ] || fail "$root: neither empty nor a root that this script made"
  echo "Making a Debian 13 root in $root (once) ..."
  rm -rf "$root.new"
  mkdir -p "$root.new"
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$root.new" "$mirror" >"$root.log" 2>&1 ||
    { tail -n 5 "$root.log" >&2; fail "debootstrap failed (its last lines are above, all of them in $root.log)"; }
  # A root that can be made again need not survive a power cut.
  echo force-unsafe-io >"$root.new/etc/dpkg/dpkg.cfg.d/unsafe-io"
  mkdir -p "$root.new/aesthetic/source" "$root.new/aesthetic/build"
  touch "$root.new/aesthetic/made-by-debian13.sh"
  [ ! -d "$root" ] || rmdir "$root"
  mv "$root.new" "$root"
}

mount_root() {
  mount -t proc proc "$root/proc"
  read_only /sys "$root/sys"
  mount -t tmpfs tmpfs "$root/dev/shm"
  mkdir -p "$source/build"
  read_only "$source" "$root/aesthetic/source"
  mount --bind "$root/aesthetic/build" "$root/aesthetic/source/build"
  if [ -d "$source/build/weights" ]; then
    mkdir -p "$root/aesthetic/build/weights"
    read_only "$source/build/weights" "$root/aesthetic/source/build/weights"
  fi
}

# The way to the network that this machine has: names, proxies, its own certificate authorities.
share_network() {
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  cp -R /usr/local/share/ca-certificates "$root/usr/local/share/"
  in_root update-ca-certificates >/dev/null 2>&1 || fail "update-ca-certificates failed in $root"
}

in_root() {
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" \
    chroot "$root" "$@"
}

# In the namespace.
run_inside() {
  make_root
  # Fresh each time: checkouts may share the root, and ninja trusts times, while the compiler cache reads the source.
  find "$root/aesthetic/build" -mindepth 1 -maxdepth 1 ! -name sample -exec rm -rf {} +
  mount_root
  share_network
  cd /
  if [ "${1:-}" = --bench ]; then
    in_root /aesthetic/source/cmake/install-packages.sh
    in_root env CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=/aesthetic/source CCACHE_NOHASHDIR=1 \
      /aesthetic/source/tests/bench/onnxinference.sh
  else
    echo "lint is not run here: it reads the same source with other versions of its tools."
    in_root /aesthetic/source/tests/run.sh -LE lint "$@"
  fi
}

root=${XDG_CACHE_HOME:-$HOME/.cache}/aesthetic/debian13
case "${1:-}" in
  --inside)
    root=$2
    shift 2
    run_inside "$@"
    exit
    ;;
  --root)
    [ -n "${2:-}" ] || fail "--root needs a folder"
    root=$(realpath -m "$2")
    shift 2
    ;;
  --help)
    sed -n '3,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac

[ "$(id -u)" -eq 0 ] || cannot "needs root rights (chroot, mounts)"
unshare --mount --pid --fork true 2>/dev/null || cannot "root may not mount anything on this machine"
if ! made; then
  command -v debootstrap >/dev/null || cannot "debootstrap is missing (cmake/install-packages.sh installs it)"
  wget -q -T 20 -t 2 -O /dev/null "$mirror/dists/$suite/Release" || cannot "no network: $mirror cannot be reached"
fi
mkdir -p "$(dirname "$root")"
exec 9>"$root.lock"
flock -n 9 || { echo "Waiting for another run in $root ..."; flock 9; }

# However this script ends, unshare ends with it, with that the namespace's first process, with that all the others, and
# with them the mounts.
status=0
setpriv --pdeathsig KILL \
  unshare --mount --propagation private --pid --fork --kill-child "${BASH_SOURCE[0]}" --inside "$root" "$@" 9>&- || status=$?
echo "Debian 13: $((SECONDS / 60)) min $((SECONDS % 60)) s"
exit "$status"
