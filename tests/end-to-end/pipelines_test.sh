#!/usr/bin/env bash
# The ready pipelines of pipelines/ but for best-frames.sh and rtsp-camera.sh, which have tests of their own. Cameras are
# played by test sources.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
pipelines=$root/pipelines
export AESTHETIC_BUILD AESTHETIC_MODEL=$AESTHETIC_BUILD/tests/networks/mean.onnx

# frames FILE: how many it has.
frames() {
  gst-launch-1.0 -v filesrc "location=$1" ! decodebin ! video/x-raw ! fakesink silent=false | grep -c "chain.*bytes" || true
}

gst-launch-1.0 -q videotestsrc num-buffers=50 pattern=ball background-color=0xff406080 ! \
  video/x-raw,width=320,height=240,framerate=25/1 ! openh264enc ! h264parse ! mp4mux name=mux ! \
  filesink location="a clip.mp4" audiotestsrc num-buffers=80 ! avenc_aac ! mux.

for script in "$pipelines"/*.sh; do
  [ "$(basename "$script")" != setup.sh ] || continue
  "$script" --help >help
  grep -q "pipelines/$(basename "$script")" help || fail "$script --help"
done
(cd "$root" && shellcheck -x pipelines/*.sh) || fail "shellcheck"

# Cameras: the pipeline up to the overlay, which was asked for by the sink's caps.
camera="videotestsrc is-live=true num-buffers=10 ! video/x-raw,width=320,height=240,framerate=25/1"
for script in usb-camera.sh libcamera-camera.sh pipewire-camera.sh; do
  SOURCE=$camera SINK="jpegenc ! filesink location=$script.jpg" "$pipelines/$script"
  [ -s "$script.jpg" ] || fail "$script wrote no frame"
done
expect_fault "/dev/nix: no such camera" "$pipelines/usb-camera.sh" /dev/nix
for element in libcamera:libcamerasrc pipewire:pipewiresrc; do
  gst-inspect-1.0 "${element#*:}" >/dev/null 2>&1 && continue
  expect_fault "gstreamer1.0-${element%:*}" "$pipelines/${element%:*}-camera.sh"
done

# Recording and best frames, both whole after an interrupt.
camera="videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1"
SOURCE=$camera "$pipelines/record-best.sh" "my recording" --window 1 >record.out &
watched=$!
pids+=("$watched")
has_saved_two() { [ "$(grep -c saved record.out)" -ge 2 ]; }
wait_for "record-best.sh: no two pictures" has_saved_two
kill -INT "$watched"
wait "$watched" || fail "record-best.sh: exit status $?"
pictures=$(find "my recording" -name '*.jpg' | wc -l)
[ "$pictures" -ge 3 ] || fail "record-best.sh: $pictures pictures, not one more after the interrupt"
[ "$(frames "my recording/recording.mkv")" -ge 50 ] || fail "record-best.sh: the recording is too short"
SOURCE=$camera expect_fault "recording.mkv: is there already" "$pipelines/record-best.sh" "my recording"

# Every cue has a JSON object, and they follow one another.
launched "$pipelines/transcode-scored.sh" "a clip.mp4" "out put.mp4"
[ "$(frames "out put.mp4")" -eq 50 ] || fail "transcode-scored.sh: $(frames "out put.mp4") frames"
python3 - "out put.vtt" <<'PY'
import json, re, sys

blocks = open(sys.argv[1], encoding="utf-8").read().rstrip("\n").split("\n\n")
assert blocks[0] == "WEBVTT", blocks[0]
end = "00:00:00.000"
for block in blocks[1:]:
    times, payload = block.split("\n")
    begin, next_end = re.fullmatch(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})", times).groups()
    assert begin == end and next_end > begin, times
    end = next_end
    record = json.loads(payload)
    assert 0 <= record["overall"] <= 1 and set(record) == {"time", "overall", "attributes", "model"}, record
assert len(blocks) == 6, len(blocks)
assert end == "00:00:02.000", end
PY
echo "this is no video" >text.mp4
expect_fault "text.mp4: [A-Z]" "$pipelines/transcode-scored.sh" text.mp4 other.mp4
[ -z "$(find . -name "other.*")" ] || fail "transcode-scored.sh left something of a text file"
expect_fault "nix.mp4: no such file" "$pipelines/transcode-scored.sh" nix.mp4 other.mp4

WIDTH=160 launched "$pipelines/thumbnail.sh" "a clip.mp4"
gst-launch-1.0 -v filesrc location="a clip.jpg" ! jpegdec ! fakesink >caps
grep -q "width=(int)160, height=(int)120" caps || fail "thumbnail.sh: not 160x120"
expect_fault "nix.mp4: no such file" "$pipelines/thumbnail.sh" nix.mp4 nix.jpg

launched "$pipelines/two-streams.sh" "a clip.mp4" "file://$scratch/a%20clip.mp4" >two
for stream in first second; do
  [ "$(grep -c "^$stream 0\.[0-9]*$" two)" -ge 2 ] || fail "two-streams.sh: $(cat two)"
done
expect_fault "nix.mp4: no such file" "$pipelines/two-streams.sh" "a clip.mp4" nix.mp4
[ -z "$(find . -name '.work-*')" ] || fail "left behind: $(find . -name '.work-*')"

# A full disk is said for each picture, and the scores go on.
mkdir small
if mount -t tmpfs -o size=16k tmpfs small 2>mount.log; then
  trap 'umount small; cleanup' EXIT
  dd if=/dev/zero of=small/other bs=1k count=15 2>/dev/null || true
  status=0
  "$AESTHETIC_BUILD/bin/aesthetic" watch \
    "videotestsrc pattern=smpte is-live=true num-buffers=75 ! video/x-raw,width=640,height=480,framerate=25/1" \
    --rate 0 -o small --window 1 >out 2>err || status=$?
  [ "$status" -eq 1 ] || fail "full disk: exit status $status"
  [ "$(grep -c "^aesthetic: small/.*jpg: cannot be written: No space left on device$" err)" -eq 3 ] ||
    fail "full disk: $(cat err)"
  [ "$(tail -n 1 out | grep -c overall)" -eq 1 ] || fail "full disk: no scores after the fault"
  [ "$(ls small)" = other ] || fail "full disk: left behind: $(ls small)"
else
  echo "a full disk was not tried: $(cat mount.log)"
fi
echo "pipelines: all as they should be"
