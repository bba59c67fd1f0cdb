# SPDX-License-Identifier: MIT
"""What a choice of frames is worth, and how sure that is.

    outcome = judge(clip, [12, 80, 200])         # outcome["unspoilt"]: a share
    low, high = interval([outcome["unspoilt"] for outcome in outcomes])

All figures are of one clip; every clip counts the same.
"""
import collections
import math

import numpy

from clips import BLACK, BLANK
from spoiling import KINDS

ALL_KINDS = [*KINDS, BLACK, BLANK]
FIGURES = ["unspoilt", "shots", "rating", *ALL_KINDS]


def mean(values):
    values = [value for value in values if not math.isnan(value)]
    return sum(values) / len(values) if values else float("nan")


def judge(clip, chosen):
    """Shares of the chosen frames that are unspoilt, or spoilt in each way; how many shots they show; the mean rating of
    the photographs they show (black and blank ones show none)."""
    frames = [clip.frames[number] for number in chosen]
    found = {"unspoilt": mean([not frame.spoiling for frame in frames]),
             "shots": len({frame.shot for frame in frames if frame.shot >= 0}),
             "rating": mean([frame.rating for frame in frames])}
    found.update({kind: mean([frame.spoiling == kind for frame in frames]) for kind in ALL_KINDS})
    return found


def at_random(clip, count):
    """Expectations of `judge` for `count` different frames, each as likely as any other; computed, not drawn."""
    found = judge(clip, range(len(clip.frames)))
    total = len(clip.frames)
    lengths = collections.Counter(frame.shot for frame in clip.frames if frame.shot >= 0).values()
    found["shots"] = sum(1 - math.comb(total - length, count) / math.comb(total, count) for length in lengths)
    return found


def at_best(clip, count):
    """One who knows the truth: the photographs with the highest ratings, each once, unspoilt."""
    first = {}
    for number, frame in enumerate(clip.frames):
        if not frame.spoiling:
            first.setdefault(frame.shot, number)
    return judge(clip, sorted(first.values(), key=lambda number: -clip.frames[number].rating)[:count])


def interval(values, draws=10000):
    """Of the mean, 95 %: percentiles of the bootstrap over clips."""
    values = numpy.array([value for value in values if not math.isnan(value)])
    if len(values) == 0:
        return float("nan"), float("nan")
    picks = numpy.random.default_rng(1).integers(len(values), size=(draws, len(values)))
    return tuple(float(bound) for bound in numpy.percentile(values[picks].mean(axis=1), [2.5, 97.5]))
