#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Where the time of a pipeline goes: 1920x1080 H.264 through decoding, scoring of every frame, and metadata.
#
#   tests/bench/end_to_end.sh [VIDEO]      without VIDEO a generated one, 1920x1080, 25 frames a second
#
# Further words go to end_to_end.py: tests/bench/end_to_end.sh video.mp4 --rounds 5
set -euo pipefail
video=
if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
  video=$(realpath "$1")
  shift
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cmake/install-packages.sh
cmake --preset run >/dev/null
cmake --build --preset run >/dev/null
if [ -z "$video" ]; then
  video=build/end-to-end.mp4
  [ -f "$video" ] || {
    gst-launch-1.0 -q videotestsrc num-buffers=250 pattern=pinwheel horizontal-speed=4 ! \
      video/x-raw,width=1920,height=1080,framerate=25/1 ! x264enc bitrate=8000 speed-preset=fast ! h264parse ! mp4mux ! \
      filesink location="$video.part"
    mv "$video.part" "$video"
  }
fi
plugin=$(find build/run -name libgstaesthetic.so)
GST_PLUGIN_PATH=$(dirname "$plugin")
export GST_PLUGIN_PATH
exec /usr/bin/python3 tests/bench/end_to_end.py "$video" "$@"
