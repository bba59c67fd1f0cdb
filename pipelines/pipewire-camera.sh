#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows a camera or a shared screen of PipeWire with its live scores on the picture.
#
#   pipelines/pipewire-camera.sh [NODE]
#
# NODE is a name or serial number that `pw-cli list-objects Node` tells (Debian: pipewire-bin), PipeWire's own choice
# where none is named. SOURCE="videotestsrc is-live=true" in the environment takes another source instead,
# SINK="fakesink" another place than the screen; both are pieces of a GStreamer pipeline.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
prepare
[ -n "${SOURCE:-}" ] || need_element pipewiresrc gstreamer1.0-pipewire
watch_camera "${SOURCE:-pipewiresrc${1:+ target-object=$1}}"
