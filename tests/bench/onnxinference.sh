#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# aestheticscore beside GStreamer's own onnxinference (GStreamer >= 1.24), with the network that ships, on one file.
# Debian 12 has no onnxinference: tests/debian13.sh --bench.
#
#   tests/bench/onnxinference.sh [VIDEO]      without VIDEO a generated one, 1280x720 H.264
#
# Each row is a gst-launch process, the median of several runs, taken in turns. Frames a second and processor time a
# frame are of the frames after the first `few`, so without start and loading, but with decoding, which the first row
# has alone; resident memory is the process's greatest.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
video=${1:-}
[ -z "$video" ] || video=$(realpath "$video")

gst-inspect-1.0 --exists onnxinference || { echo "onnxinference.sh: this GStreamer has no onnxinference" >&2; exit 1; }
build=$root/build/run
mkdir -p "$build"
{ cmake -S "$root" --preset run && cmake --build "$build"; } >"$build/build.log" 2>&1 ||
  { tail -n 20 "$build/build.log" >&2; echo "onnxinference.sh: the build failed (log: $build/build.log)" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -z "$video" ]; then
  video=$scratch/video.mp4
  gst-launch-1.0 -q videotestsrc num-buffers=180 pattern=ball background-color=0xff406080 ! \
    video/x-raw,width=1280,height=720,framerate=25/1 ! openh264enc bitrate=4000000 ! h264parse ! mp4mux ! \
    filesink location="$video"
fi
GST_PLUGIN_PATH=$(dirname "$(find "$build" -name libgstaesthetic.so)")
export GST_PLUGIN_PATH GST_REGISTRY=$scratch/registry.bin

SCRATCH=$scratch python3 - "$video" "$root/models/aesthetic-lite" <<'PYTHON'
import json
import os
import statistics
import subprocess
import sys
import time

video, model = sys.argv[1:]
few, many, runs = 30, 180, 3
card = json.load(open(model + ".json"))
picture = card["input"]

# onnxinference 1.26 takes only networks that give each output an id, in their metadata_props: field 14 of ONNX's
# ModelProto, a key and a value. Protocol buffers may be continued at the end, so a copy gets one there.
output = card["outputs"][0]["tensor"].encode()
entry = b"\x0a" + bytes([len(output)]) + output + b"\x12" + bytes([len(output)]) + output
network = os.path.join(os.environ["SCRATCH"], "network.onnx")
with open(model + ".onnx", "rb") as shipped, open(network, "wb") as copy:
    copy.write(shipped.read() + b"\x72" + bytes([len(entry)]) + entry)

scale = f"video/x-raw,format=RGB,width={picture['width']},height={picture['height']}"
# onnxinference adds the offset, then divides by the scale.
onnx = (
    f"videoconvertscale add-borders=false ! {scale} ! onnxinference model-file={network} input-image-format=chw"
    f" input-tensor-offset={-picture['mean'][0]} input-tensor-scale={1 / picture['scale']}"
)
ways = {
    "decoding alone": "identity",
    "aestheticscore": "aestheticscore",
    "aestheticscore device=cpu": "aestheticscore device=cpu",
    "onnxinference": onnx,
    "onnxinference optimization-level=enable-all": onnx + " optimization-level=enable-all",
}


def run(way, frames):
    """Wall clock and processor seconds and resident KiB of a gst-launch process."""
    line = f"gst-launch-1.0 -q filesrc location={video} ! decodebin ! identity eos-after={frames} ! {way} ! fakesink"
    begin = time.monotonic()
    process = subprocess.Popen(line.split(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"onnxinference.sh: {line}: {complaint.decode()[-500:]}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


results = {name: [] for name in ways}
for _ in range(runs):
    for name, way in ways.items():
        short, long = run(way, few), run(way, many)
        wall, processor = (long[i] - short[i] for i in (0, 1))
        results[name].append(((many - few) / wall, 1000 * processor / (many - few), long[2] / 1024))

print(f"{os.cpu_count()} cores, {many - few} frames, median of {runs} runs")
print(f"{'':46}{'frames/s':>10}{'CPU ms/frame':>14}{'resident MiB':>14}")
for name, measured in results.items():
    rate, processor, resident = (statistics.median(column) for column in zip(*measured))
    print(f"{name:46}{rate:10.1f}{processor:14.2f}{resident:14.0f}")
PYTHON
