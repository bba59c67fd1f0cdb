#!/usr/bin/env bash
# pipelines/best-frames.sh as a newcomer runs it, from a folder of their own. It builds into build/run.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
script=$root/pipelines/best-frames.sh
model=$root/models/aesthetic-lite.onnx
[ -f "$model" ] || export AESTHETIC_MODEL=$AESTHETIC_BUILD/tests/networks/mean.onnx

gst-launch-1.0 -q videotestsrc num-buffers=50 pattern=ball background-color=0xff406080 ! \
  video/x-raw,width=320,height=240,framerate=25/1 ! jpegenc ! matroskamux ! filesink location=clip.mkv

"$script" --help | grep -q 'best-frames.sh \[VIDEO\]' || fail "--help"
expect_fault "missing.mp4: no such file$" "$script" missing.mp4

"$script" clip.mkv | tee table
[ "$(wc -l <table)" -eq 4 ] || fail "the table has not a line for each of the three frames"
for file in best-1.jpg best-2.jpg best-3.jpg contact-sheet.jpg report.html scores.jsonl; do
  [ -s "best-frames/$file" ] || fail "best-frames/$file is missing"
done
[ "$(wc -l <best-frames/scores.jsonl)" -eq 51 ] || fail "scores.jsonl has not a heading and a line for each frame"

# Again at once, quietly, with options passed on; and through a link, from elsewhere.
cp best-frames/best-1.jpg first.jpg
"$script" clip.mkv -n 1 2>err >/dev/null
[ ! -s err ] || fail "the second run is not quiet: $(cat err)"
[ ! -e best-frames/best-2.jpg ] || fail "-n 1 left best-2.jpg of the first run"
cmp first.jpg best-frames/best-1.jpg || fail "the second run gave another picture"
ln -s "$script" link.sh
mkdir elsewhere
(cd elsewhere && ../link.sh ../clip.mkv -n 1 -o here >/dev/null 2>&1)
[ -s elsewhere/here/best-1.jpg ] || fail "through a link nothing was written"

echo "this is no video" >text.mp4
expect_fault "text.mp4: neither a picture nor a video that can be read$" "$script" text.mp4
: >empty.mp4
expect_fault "empty.mp4: empty file$" "$script" empty.mp4
cmp first.jpg best-frames/best-1.jpg || fail "a failed run touched the earlier result"
echo "best-frames.sh: all as it should be"
