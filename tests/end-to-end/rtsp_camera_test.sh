#!/usr/bin/env bash
# pipelines/rtsp-camera.sh with a real RTSP server on loopback that is restarted in the middle: scores and pictures go
# on, and each attempt is said in a line.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
export AESTHETIC_BUILD AESTHETIC_MODEL=$AESTHETIC_BUILD/tests/networks/mean.onnx

clip=$root/../shared/data/videos/bikes.mp4
if [ ! -f "$clip" ]; then
  echo "$clip is not here: a clip made by GStreamer takes its place"
  clip=$scratch/clip.mp4
  gst-launch-1.0 -q videotestsrc num-buffers=500 pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1 ! \
    openh264enc ! h264parse ! mp4mux ! filesink location=clip.mp4
fi

start_server() {
  rm -f port.txt
  /usr/bin/python3 "$root/tests/end-to-end/rtsp_server.py" "$clip" port.txt "$@" 2>>server.log &
  server=$!
  pids+=("$server")
  wait_for "no RTSP server: $(cat server.log)" [ -s port.txt ]
}

scores() { grep -c overall out; }
has_scores() { [ "$(scores)" -ge "$1" ]; }
has_pictures() { [ "$(find rtsp-frames -name '*.jpg' | wc -l)" -ge "$1" ]; }

: >err
: >server.log
start_server
port=$(cat port.txt)
"$root/pipelines/rtsp-camera.sh" "rtspt://user:secret@127.0.0.1:$port/clip" --window 1 >out 2>err &
watched=$!
pids+=("$watched")
wait_for "no scores" has_scores 5
wait_for "no picture" has_pictures 1
kill "$server"
wait "$server" 2>/dev/null || true
wait_for "the break was not said" grep -q "trying again in 1 s" err
wait_for "the waits do not grow" grep -q "trying again in 2 s" err
start_server "$port"
wait_for "it does not come back" grep -q "back again" err
before=$(scores)
pictures=$(find rtsp-frames -name '*.jpg' | wc -l)
wait_for "no scores after the restart" has_scores $((before + 5))
wait_for "no pictures after the restart" has_pictures $((pictures + 1))
status=0
kill -TERM "$watched"
wait "$watched" || status=$?
[ "$status" -eq 0 ] || fail "exit status $status"
! grep -v "^aesthetic: rtspt://127.0.0.1:$port/clip: .*\(trying again in [0-9]* s\|back again\)$" err ||
  fail "the lines above are not what should be said"
! grep -r secret out err || fail "it tells the password"

# A camera that was never there is an error at once.
kill "$server"
wait "$server" 2>/dev/null || true
expect_fault "clip: Could not open resource" "$root/pipelines/rtsp-camera.sh" "rtsp://127.0.0.1:$port/clip"
expect_fault "camera.mp4: no RTSP address" "$root/pipelines/rtsp-camera.sh" camera.mp4
echo "rtsp-camera.sh: all as it should be"
