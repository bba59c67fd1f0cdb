# SPDX-License-Identifier: MIT
"""Ways to choose n frames of a clip. Each gives their numbers, from 0, in the order of choice.

    Sharpest().choose(clip, 5, folder)     # folder: an empty one of its own, for what it writes
"""
import os
import re
import shutil
import subprocess
import sys

import cv2
import numpy

import clips


def decoded(file):
    video = cv2.VideoCapture(file)
    while True:
        there, picture = video.read()
        if not there:
            return
        yield picture


def run(command, **settings):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **settings)
    if done.returncode != 0:
        raise SystemExit(f"choice: {' '.join(command)}: {done.stderr.strip()[-500:]}")
    return done


class AestheticBest:
    """`aesthetic best`, with further options of it."""

    def __init__(self, program, options=()):
        self.program, self.options = program, list(options)
        self.name = " ".join(["aesthetic best", *options])

    def choose(self, clip, count, folder):
        table = run([self.program, "best", clip.file, "-n", str(count), "-o", folder, *self.options]).stdout
        return [self.frame(line) for line in table.splitlines()[1:]]

    @staticmethod
    def frame(line):
        """Of a line of the table: "1     0:03.267    0.671 ...", or "1     frame 49    ..." without time stamps."""
        found = re.match(r"\d+\s+(?:frame (\d+)|(?:(\d+):)?(\d+):(\d+(?:\.\d+)?))\s", line)
        if not found:
            raise SystemExit(f"choice: no time in the line of the table: {line}")
        if found[1]:
            return int(found[1])
        seconds = 3600 * int(found[2] or 0) + 60 * int(found[3]) + float(found[4])
        return round(seconds * clips.RATE)


class FfmpegThumbnail:
    """ffmpeg's filter `thumbnail`: the most typical frame, by colour histogram, of each n-th of the clip."""

    name = "ffmpeg thumbnail"

    def choose(self, clip, count, folder):
        batch = -(-len(clip.frames) // count)
        shown = run(["ffmpeg", "-hide_banner", "-nostdin", "-i", clip.file, "-vf", f"thumbnail=n={batch},showinfo",
                     "-f", "null", "-"])
        times = re.findall(r"showinfo.*\bpts_time:\s*([\d.]+)", shown.stderr)
        if not times:
            raise SystemExit(f"choice: {clip.file}: ffmpeg's showinfo printed no time")
        return [round(float(time) * clips.RATE) for time in times[:count]]


class Sharpest:
    """The greatest variance of the Laplacian, half an n-th of the clip apart, as `aesthetic best` keeps them apart."""

    name = "sharpest"

    def choose(self, clip, count, folder):
        sharpness = [cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_64F).var()
                     for picture in decoded(clip.file)]
        gap = len(sharpness) / (2 * count)
        chosen = []
        for number in numpy.argsort(sharpness)[::-1]:
            if len(chosen) < count and all(abs(number - other) >= gap for other in chosen):
                chosen.append(int(number))
        return chosen


class Katna:
    """The Python package katna, in a process of its own: it brings another OpenCV and gives pictures, not times."""

    name = "katna"

    def __init__(self, packages):
        """`packages`: the folder it is installed in. Raises ImportError with the reason where it does not load."""
        self.environment = dict(os.environ, PYTHONPATH=packages)
        asked = subprocess.run([sys.executable, "-c", "import Katna.video"], env=self.environment, capture_output=True,
                               text=True, check=False)
        if asked.returncode != 0:
            raise ImportError(f"katna: {asked.stderr.strip().splitlines()[-1]}")

    def choose(self, clip, count, folder):
        script = os.path.join(os.path.dirname(__file__), "katna_frames.py")
        run([sys.executable, script, clip.file, str(count), folder], env=self.environment, timeout=600)
        frames = numpy.stack(list(decoded(clip.file))).astype(numpy.int16)
        names = sorted(name for name in os.listdir(folder) if name.endswith(".png"))
        pictures = [cv2.imread(os.path.join(folder, name)) for name in names]
        return [int(numpy.abs(frames - picture).mean(axis=(1, 2, 3)).argmin()) for picture in pictures]


def choose_in(folder, chooser, clip, count):
    """With an empty folder below `folder` for what the chooser writes."""
    own = os.path.join(folder, re.sub(r"\W+", "-", f"{chooser.name}-{os.path.basename(clip.file)}"))
    shutil.rmtree(own, ignore_errors=True)
    os.makedirs(own)
    return chooser.choose(clip, count, own)
