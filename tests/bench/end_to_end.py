#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""end_to_end.py VIDEO: frames a second of decoding, scoring and metadata, and the processor time by element.

Queues give each element a thread of its own, and the kernel counts what each thread took; GStreamer's tracer `rusage`
does not see the threads that a decoder or a network starts for itself. What those of the network take stands in a row
of its own. Each device runs in a process of its own, in turns; printed are medians of the rounds.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst

LINE = ("filesrc location={video} ! qtdemux name=reading ! h264parse ! queue name=decoding ! avdec_h264 max-threads=1 ! "
        "{scored} queue name=rest ! fakesink name=out sync=false signal-handoffs=false")
SCORED = "queue name=scoring ! aestheticscore interval=1 device={device} ! "
DECODING_ALONE = "decoding alone"
STAGES = {"reading:sink": "reading, parsing", "decoding:src": "avdec_h264", "scoring:src": "aestheticscore",
          "rest:src": "fakesink"}


def processor_seconds():
    """Of each thread of this process: number, name, seconds."""
    ticks = os.sysconf("SC_CLK_TCK")
    for task in os.listdir("/proc/self/task"):
        with open(f"/proc/self/task/{task}/stat", encoding="utf-8") as file:
            name, _, numbers = file.read().partition("(")[2].rpartition(")")
        fields = numbers.split()
        yield int(task), name, (int(fields[11]) + int(fields[12])) / ticks


def wait_for(pipeline, kind, video):
    message = pipeline.get_bus().timed_pop_filtered(Gst.CLOCK_TIME_NONE, kind | Gst.MessageType.ERROR)
    if message.type == Gst.MessageType.ERROR:
        pipeline.set_state(Gst.State.NULL)
        sys.exit(f"end_to_end: {video}: {message.parse_error()[0].message}")


def play(video, device):
    """Plays the video once; prints frames, seconds and processor seconds by stage as JSON."""
    Gst.init(None)
    scored = "" if device == DECODING_ALONE else SCORED.format(device=device)
    try:
        pipeline = Gst.parse_launch(LINE.format(video=video, scored=scored))
    except GLib.Error as fault:
        sys.exit(f"end_to_end: {fault.message}")
    pipeline.set_state(Gst.State.PAUSED)  # loads the network
    wait_for(pipeline, Gst.MessageType.ASYNC_DONE, video)
    before = {task: used for task, _, used in processor_seconds()}  # loading
    begin = time.monotonic()
    pipeline.set_state(Gst.State.PLAYING)
    wait_for(pipeline, Gst.MessageType.EOS, video)
    seconds = time.monotonic() - begin
    stages = dict.fromkeys(STAGES.values(), 0.0)
    stages["threads of the network"] = 0.0
    for task, name, used in processor_seconds():
        if name in STAGES:
            stages[STAGES[name]] += used
        else:
            stages["threads of the network"] += used - before.get(task, 0)
    frames = pipeline.get_by_name("out").get_property("stats").get_value("rendered")
    pipeline.set_state(Gst.State.NULL)
    print(json.dumps({"frames": frames, "seconds": seconds, "stages": stages}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", help="H.264 in MP4")
    parser.add_argument("--devices", nargs="+", default=["cpu", "cpu-onednn"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--play", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.play:
        play(arguments.video, arguments.play)
        return
    runs = {device: [] for device in [DECODING_ALONE, *arguments.devices]}
    for _ in range(arguments.rounds):
        for device, found in runs.items():
            done = subprocess.run([sys.executable, __file__, arguments.video, "--play", device], capture_output=True,
                                  text=True, check=False)
            if done.returncode != 0:
                sys.exit(done.stderr.strip() or f"end_to_end: {device}: failed")
            found.append(json.loads(done.stdout))
    stages = list(next(iter(runs.values()))[0]["stages"])
    print(f"{os.cpu_count()} cores, {runs[DECODING_ALONE][0]['frames']} frames, median of {arguments.rounds} rounds; "
          "processor time in ms a frame")
    widths = [len(stage) + 3 for stage in stages]
    print(f"{'':16}{'frames/s':>10}" + "".join(f"{stage:>{width}}" for stage, width in zip(stages, widths)) + f"{'all':>8}")
    for device, found in runs.items():
        rate = statistics.median(run["frames"] / run["seconds"] for run in found)
        used = [statistics.median(1000 * run["stages"][stage] / run["frames"] for run in found) for stage in stages]
        cells = "".join(f"{value:{width}.2f}" for value, width in zip(used, widths))
        print(f"{device:16}{rate:10.1f}{cells}{sum(used):8.2f}")


if __name__ == "__main__":
    main()
