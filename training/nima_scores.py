#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores pictures with a NIMA network (Talebi and Milanfar 2018) that learned from AVA, as a teacher.

    training/nima_scores.py model.pb ../shared/data OUT

MODEL is the frozen graph of the package tutti-aisthetics-slim: MobileNet's 137 tensors are, byte for byte, those of
idealo's weights_mobilenet_aesthetic_0.07.hdf5. DATA has the folders oasis_beauty, biq2021 and avt_composition. Writes
OUT/nima/labels.csv (image, nima: the mean score, 1 to 10) with the pictures linked beside it, and
OUT/teacher/predictions.csv: what the teacher says of oasis_beauty, for aesthetic-train report.
"""
import csv
import pathlib
import sys

import cv2
import numpy

SETS = ("oasis_beauty", "biq2021", "avt_composition")


def fail(text):
    sys.exit(f"nima_scores: {text}")


def mean_scores(net, files):
    """The mean of the distribution over 1 to 10 of each picture, MobileNet's input: RGB in -1 to 1.

    The network's authors take the nearest pixel where a picture is resized; averages agree better with people here.
    """
    pictures = []
    for file in files:
        picture = cv2.imread(str(file))
        if picture is None:
            fail(f"{file}: no picture")
        pictures.append(cv2.resize(picture, (224, 224), interpolation=cv2.INTER_AREA))
    net.setInput(cv2.dnn.blobFromImages(pictures, 1 / 127.5, (224, 224), (127.5, 127.5, 127.5), swapRB=True))
    return net.forward() @ numpy.arange(1, 11)


def rows_of(table):
    if not table.is_file():
        fail(f"{table}: no such file")
    with table.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def main():
    if len(sys.argv) != 4:
        fail("usage: nima_scores.py MODEL.pb DATA OUT")
    model, data, out = map(pathlib.Path, sys.argv[1:])
    if not model.is_file():
        fail(f"{model}: no such file")
    net = cv2.dnn.readNetFromTensorflow(str(model))
    files = {}
    for name in SETS:
        for row in rows_of(data / name / "labels.csv"):
            files[row["image"]] = data / name / "images" / row["image"]
    images = out / "nima" / "images"
    images.mkdir(parents=True, exist_ok=True)
    scores = {}
    names = list(files)
    for first in range(0, len(names), 16):
        batch = names[first : first + 16]
        scores.update(zip(batch, mean_scores(net, [files[name] for name in batch])))
    for name, file in files.items():
        link = images / name
        if not link.is_symlink():
            link.symlink_to(file.resolve())
    with (out / "nima" / "labels.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["image", "nima"])
        table.writerows([name, f"{score:.5f}"] for name, score in scores.items())
    (out / "teacher").mkdir(exist_ok=True)
    with (out / "teacher" / "predictions.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["image", "data_set", "task", "label", "prediction", "fold"])
        for row in rows_of(data / "oasis_beauty" / "labels.csv"):
            label = (float(row["beauty_mean"]) - 1) / 6
            score = (scores[row["image"]] - 1) / 9
            table.writerow([row["image"], "oasis_beauty", "overall", f"{label:.7f}", f"{score:.7f}", 0])


main()
