#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows a USB camera with its live scores on the picture.
#
#   pipelines/usb-camera.sh [DEVICE]
#
# DEVICE is /dev/video0 where none is named. SOURCE="videotestsrc is-live=true" in the environment takes another
# source instead, SINK="fakesink" another place than the screen; both are pieces of a GStreamer pipeline.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
device=${1:-/dev/video0}
[ -n "${SOURCE:-}" ] || [ -c "$device" ] || fail "$device: no such camera"
prepare
watch_camera "${SOURCE:-v4l2src device=$device}"
