#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes the picture that a web page shows for a video: its best frame, 1280 pixels wide.
#
#   pipelines/thumbnail.sh VIDEO [PICTURE.jpg]
#
# Without PICTURE it is VIDEO's name with .jpg in place of its ending. WIDTH=640 in the environment makes it smaller.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
[ $# -ge 1 ] || fail "name a video (see --help)"
video=$1 picture=${2:-${1%.*}.jpg}
prepare
work=$(mktemp -d "$(dirname "$picture")/.work-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
aesthetic best "$video" -n 1 -o "$work" >/dev/null
# jpegenc asks for square pixels, and the height follows the width.
gst-launch-1.0 -q filesrc "location=$work/best-1.jpg" ! jpegdec ! videoconvert ! videoscale ! \
  "video/x-raw,width=${WIDTH:-1280},pixel-aspect-ratio=1/1" ! jpegenc quality=85 ! \
  filesink "location=$work/thumbnail.jpg"
mv "$work/thumbnail.jpg" "$picture"
echo "$picture"
