#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows a camera that libcamera drives (Raspberry Pi, newer notebooks) with its live scores on the picture.
#
#   pipelines/libcamera-camera.sh [CAMERA]
#
# CAMERA is a name that `cam --list` tells (Debian: libcamera-tools), the first camera where none is named.
# SOURCE="videotestsrc is-live=true" in the environment takes another source instead, SINK="fakesink" another place
# than the screen; both are pieces of a GStreamer pipeline.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
prepare
[ -n "${SOURCE:-}" ] || need_element libcamerasrc gstreamer1.0-libcamera
watch_camera "${SOURCE:-libcamerasrc${1:+ camera-name=$1}}"
