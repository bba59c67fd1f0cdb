# SPDX-License-Identifier: MIT
"""A picture of what each way chose: a row for each, green frames around unspoilt pictures, red around spoilt ones."""
import cv2
import numpy

from choosers import decoded
from clips import SIZE

EDGE = 6
TITLE = 26
GREEN, RED, INK, PAPER = (80, 160, 60), (50, 50, 210), (40, 40, 40), (255, 255, 255)


def line(text, width):
    strip = numpy.full((TITLE, width, 3), PAPER, numpy.uint8)
    cv2.putText(strip, text, (EDGE, TITLE - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.5, INK, 1, cv2.LINE_AA)
    return strip


def tile(picture, frame):
    colour = RED if frame.spoiling else GREEN
    picture = cv2.copyMakeBorder(picture, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_CONSTANT, value=colour)
    shown = "no photograph" if frame.shot < 0 else f"{frame.rating:.2f}, shot {frame.shot + 1}"
    return numpy.vstack([picture, line(f"{shown} {frame.spoiling}", picture.shape[1])])


def write_sheet(file, clip, choices, count):
    """`choices`: name of the way -> numbers of the frames."""
    pictures = list(decoded(clip.file))
    width = count * (SIZE[0] + 2 * EDGE)
    rows = []
    for name, chosen in choices.items():
        tiles = [tile(pictures[number], clip.frames[number]) for number in chosen[:count]]
        row = numpy.full((SIZE[1] + 2 * EDGE + TITLE, width, 3), PAPER, numpy.uint8)
        if tiles:
            row[:, :len(tiles) * tiles[0].shape[1]] = numpy.hstack(tiles)
        rows += [line(name, width), row]
    cv2.imwrite(file, numpy.vstack(rows))
