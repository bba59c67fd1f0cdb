#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Transcodes a video to H.264 and AAC in MP4, with the scores in a side file: timed metadata as WebVTT, a cue with a
# JSON object for every scored frame.
#
#   pipelines/transcode-scored.sh VIDEO OUTPUT.mp4 [options of 'aesthetic score']
#
# The scores go to OUTPUT.vtt, of every tenth frame (--interval). In a page:
#   <video src="OUTPUT.mp4"><track kind="metadata" src="OUTPUT.vtt" default></video>
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
[ $# -ge 2 ] || fail "name a video and an output (see --help)"
video=$1 output=$2
shift 2
[ -f "$video" ] || fail "$video: no such file"
[ "${output%.mp4}" != "$output" ] || fail "$output: does not end in .mp4"
prepare
# Both files appear when both are whole.
work=$(mktemp -d "$(dirname "$output")/.work-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
gst-launch-1.0 -q uritranscodebin "source-uri=$(uri_of "$video")" "dest-uri=$(uri_of "$work")/video.mp4" \
  profile="video/quicktime,variant=iso:video/x-h264:audio/mpeg,mpegversion=4" 2>"$work/log" ||
  fail "$video: $(sed -n 's/^ERROR: from element [^ ]*: //p' "$work/log" | head -n 1)"
aesthetic score "$work/video.mp4" --interval 10 --format vtt "$@" >"$work/scores.vtt"
mv "$work/video.mp4" "$output"
mv "$work/scores.vtt" "${output%.mp4}.vtt"
