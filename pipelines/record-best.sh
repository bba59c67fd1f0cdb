#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Records a camera, with the best frame of every ten seconds beside the recording, until it is interrupted.
#
#   pipelines/record-best.sh [FOLDER] [options of 'aesthetic watch']
#
# FOLDER (recording/) gets recording.mkv and a picture for every ten seconds, named by its time. The camera is
# /dev/video0. SOURCE="rtspsrc location=rtsp://camera/stream" or another piece of a GStreamer pipeline in the
# environment takes another one.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
folder=recording
case "${1:-}" in
  "" | -*) ;;
  *)
    folder=$1
    shift
    ;;
esac
[ -n "${SOURCE:-}" ] || [ -c /dev/video0 ] || fail "/dev/video0: no such camera (SOURCE takes another one)"
recording=$folder/recording.mkv
[ ! -e "$recording" ] || fail "$recording: is there already"
mkdir -p "$folder" || exit 1
prepare
# Up to the second branch of the tee; `aesthetic watch` scores what comes out there. OpenH264 calls the end of a stream
# an error.
exec aesthetic watch "${SOURCE:-v4l2src device=/dev/video0} ! decodebin ! videoconvert ! tee name=camera ! queue !
  openh264enc bitrate=4000000 complexity=low ! h264parse ! matroskamux ! filesink location=\"$recording\"
  camera. ! queue" --output "$folder" "$@" 2> >(trap '' INT && exec sed -u '/cmInitParaError/d' >&2)
