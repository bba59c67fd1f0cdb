# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# For the scripts beside it: `source setup.sh` gives `fail`, `help_and_exit`, and `prepare`, after which
# `aesthetic` and `gst-launch-1.0 ... aestheticscore` can be run.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
build=$root/build/run
script=$(readlink -f "$0")

fail() {
  echo "$(basename "$script"): $*" >&2
  exit 1
}

# Prints the comment at the script's head, without its licence line.
help_and_exit() {
  sed -n '2,/^[^#]/{/^# SPDX/d;/^#/s/^# \{0,1\}//p}' "$script"
  exit 0
}

# Only what is needed: the second time nothing is configured or compiled.
build_program() {
  local log=$build/build.log
  mkdir -p "$build" 2>/dev/null || fail "$build: cannot be written"
  [ -x "$build/bin/aesthetic" ] || echo "Building (once, takes a minute or two) ..." >&2
  if ! { [ -f "$build/build.ninja" ] || cmake -S "$root" --preset run; } >"$log" 2>&1 ||
    ! cmake --build "$build" >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "the build failed; its last lines are above, all of them in $log"
  fi
}

is_installed() { command -v aesthetic >/dev/null && gst-inspect-1.0 aestheticscore >/dev/null 2>&1; }

# The build tree that AESTHETIC_BUILD names, or build/run, or what is installed; where there is nothing of that
# what is missing is installed and built.
prepare() {
  if [ -n "${AESTHETIC_BUILD:-}" ]; then
    build=$AESTHETIC_BUILD
    [ -x "$build/bin/aesthetic" ] || fail "$build: no build of this project (AESTHETIC_BUILD)"
  elif [ -e "$build/bin/aesthetic" ] || ! is_installed; then
    "$root/cmake/install-packages.sh" --run
    build_program
  else
    return
  fi
  local plugins
  plugins=$(find "$build/lib" -maxdepth 2 -type d -name gstreamer-1.0 | head -n 1)
  export PATH=$build/bin:$PATH GST_PLUGIN_PATH=$plugins${GST_PLUGIN_PATH:+:$GST_PLUGIN_PATH}
}

# uri_of FILE
uri_of() { realpath -z "$1" | tr -d '\0' | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g; s#^#file://#'; }

# need_element ELEMENT PACKAGE: after prepare. (--exists asks for GStreamer's own version number.)
need_element() {
  gst-inspect-1.0 "$1" >/dev/null 2>&1 || fail "GStreamer has no $1 (on Debian: apt-get install $2)"
}

# watch_camera SOURCE: its picture with the scores on it, on the screen or where SINK says. Both are pieces of a
# pipeline, of several words each.
watch_camera() {
  # shellcheck disable=SC2086
  exec gst-launch-1.0 -q $1 ! decodebin ! videoconvert ! aestheticscore mode=async ! aestheticoverlay ! \
    videoconvert ! ${SINK:-autovideosink}
}
