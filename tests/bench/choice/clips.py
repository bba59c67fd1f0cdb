# SPDX-License-Identifier: MIT
"""Clips from rated photographs: pan and zoom over each, hard cuts, stretches of frames that are spoilt.

    photographs = read_photographs("../shared/data", "oasis_beauty", "report")
    clip = make_clip(photographs[:10], seed, "clip.mp4")   # clip.frames: the truth about each

What a clip looks like depends on the photographs and the seed alone.
"""
import csv
import dataclasses
import hashlib
import json
import os
import subprocess

import cv2
import numpy

from spoiling import KINDS, Spoiling

SIZE = 256, 192  # the photographs are 256 high: larger ones would be blurred by enlarging
RATE = 15
RAMP = 4  # frames in which a spoiling comes and goes
BLACK, BLANK = "black", "blank"

# Column of the rating and what it is.
SETS = {"oasis_beauty": ("beauty_mean", "beauty, 1..7"), "biq2021": ("mos", "quality, 0..1")}


@dataclasses.dataclass
class Photograph:
    file: str
    rating: float


@dataclasses.dataclass
class Frame:
    shot: int  # -1: none, black or blank
    picture: str
    spoiling: str  # "": none
    rating: float  # of the photograph


@dataclasses.dataclass
class Clip:
    file: str
    data_set: str
    frames: list

    @property
    def seconds(self):
        return len(self.frames) / RATE


def digest_part(name, first_byte):
    """As training/datasets/split.cpp."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[first_byte:first_byte + 4], "big")


def was_learned(data_set, name):
    """Whether the training of the model that ships knew it (training/recipes/aesthetic-lite.ini): of biq2021 a fifth is
    held out; oasis_beauty is learned from whole, but for the eighth by which training stops."""
    if data_set == "biq2021":
        return digest_part(name, 0) % 5 != 0
    return digest_part(name, 4) % 8 != 0


def read_photographs(data, data_set, part):
    """Part `report`: those that were not learned from, in a random order that is always the same; `tune`: the others."""
    column = SETS[data_set][0]
    folder = os.path.join(data, data_set)
    with open(os.path.join(folder, "labels.csv"), newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file)]
    chosen = [Photograph(os.path.join(folder, "images", row["image"]), float(row[column])) for row in rows
              if was_learned(data_set, row["image"]) == (part == "tune")]
    return sorted(chosen, key=lambda photograph: hashlib.sha256(os.path.basename(photograph.file).encode()).digest()[8:])


def window(random, height, width):
    """A part of the photograph in the clip's shape: middle and width."""
    largest = min(width, height * SIZE[0] / SIZE[1])
    size = largest * random.uniform(0.82, 1)
    low, high = size * SIZE[1] / SIZE[0] / 2, height - size * SIZE[1] / SIZE[0] / 2
    return numpy.array([random.uniform(size / 2, width - size / 2), random.uniform(low, max(low, high)), size])


def views(picture, random, count):
    """Frames of a camera that moves and zooms from one part of the photograph to another."""
    begin, end = (window(random, *picture.shape[:2]) for _ in range(2))
    for i in range(count):
        x, y, size = begin + (end - begin) * (i / max(1, count - 1))
        scale = SIZE[0] / size
        place = numpy.array([[scale, 0, SIZE[0] / 2 - scale * x], [0, scale, SIZE[1] / 2 - scale * y]])
        smooth = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        yield cv2.warpAffine(picture, place, SIZE, flags=smooth, borderMode=cv2.BORDER_REFLECT)


def plan(random, frames):
    """Of a shot: which frames are spoilt, and how. 3 shots of 10 are whole, 2 spoilt throughout, 5 in a stretch."""
    kind = list(KINDS)[random.integers(len(KINDS))]
    drawn = random.uniform()
    if drawn < 0.3:
        return None, 0, 0
    if drawn < 0.5:
        return kind, 0, frames
    length = round(frames * random.uniform(0.3, 0.6))
    first = random.choice([0, (frames - length) // 2, frames - length])
    return kind, first, first + length


def strength_at(i, first, last, frames):
    """Comes and goes within RAMP frames, but for what the shot begins or ends with."""
    since = RAMP if first == 0 else i - first + 1
    left = RAMP if last == frames else last - i
    return min(1, since / RAMP, left / RAMP)


def shot_frames(photograph, number, random):
    picture = cv2.imread(photograph.file)
    if picture is None:
        raise SystemExit(f"choice: {photograph.file}: cannot be read")
    count = int(random.integers(round(2.2 * RATE), round(4 * RATE)))
    kind, first, last = plan(random, count)
    spoil = Spoiling(kind, random) if kind else None
    name = os.path.basename(photograph.file)
    for i, view in enumerate(views(picture, random, count)):
        spoilt = spoil is not None and first <= i < last
        if spoilt:
            view = spoil(view, strength_at(i, first, last, count))
        yield view, Frame(number, name, kind if spoilt else "", photograph.rating)


def empty_frames(kind, random):
    colour = 0 if kind == BLACK else random.uniform(80, 255, 3)
    for _ in range(int(random.integers(RATE // 2, RATE))):
        picture = random.normal(0, 1, (SIZE[1], SIZE[0], 3)) + colour
        yield picture.round().clip(0, 255).astype(numpy.uint8), Frame(-1, "", kind, float("nan"))


def all_frames(photographs, random):
    """Each photograph is a shot; somewhere between them the screen is black, elsewhere of one colour."""
    places = random.choice(len(photographs), 2, replace=False)
    for number, photograph in enumerate(photographs):
        for place, kind in zip(places, (BLACK, BLANK)):
            if number == place:
                yield from empty_frames(kind, random)
        yield from shot_frames(photograph, number, random)


def encoder(file):
    return ["ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{SIZE[0]}x{SIZE[1]}",
            "-r", str(RATE), "-i", "-", "-c:v", "libx264", "-preset", "fast", "-crf", "16", "-pix_fmt", "yuv420p",
            "-threads", "1", file]


def make_clip(photographs, data_set, seed, file):
    """Writes the clip and, beside it, FILE.json with the truth; both are kept when they are there."""
    truth = file + ".json"
    if not os.path.exists(truth):
        random = numpy.random.default_rng(seed)
        part = file + ".part.mp4"
        frames = []
        with subprocess.Popen(encoder(part), stdin=subprocess.PIPE) as ffmpeg:
            for picture, frame in all_frames(photographs, random):
                ffmpeg.stdin.write(picture.tobytes())
                frames.append(frame)
            ffmpeg.stdin.close()
        if ffmpeg.returncode != 0:
            raise SystemExit(f"choice: {file}: ffmpeg cannot write it")
        os.rename(part, file)
        with open(truth + ".part", "w", encoding="utf-8") as out:
            json.dump([dataclasses.astuple(frame) for frame in frames], out)
        os.rename(truth + ".part", truth)
    with open(truth, encoding="utf-8") as kept:
        return Clip(file, data_set, [Frame(*fields) for fields in json.load(kept)])


def make_clips(data, data_set, part, shots, most, rounds, folder):
    """At most `most` clips; in each round every photograph is in at most one, each time with others and spoilt anew."""
    photographs = read_photographs(data, data_set, part)
    clips = []
    for turn in range(rounds):
        order = numpy.random.default_rng([turn, 7]).permutation(len(photographs)) if turn else range(len(photographs))
        order = list(order)
        for first in range(0, len(order) - shots + 1, shots):
            if len(clips) == most:
                return clips
            name = f"{data_set}-{part}-{turn}-{first // shots:03}.mp4"
            chosen = [photographs[i] for i in order[first:first + shots]]
            seed = [turn, first, *data_set.encode(), *part.encode()]
            clips.append(make_clip(chosen, data_set, seed, os.path.join(folder, name)))
    return clips
