#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""choice_test.py PROGRAM: the benchmark on pictures drawn here, and its figures on clips that were thought out."""
import csv
import itertools
import os
import subprocess
import sys
import tempfile
import unittest

import cv2
import numpy

import choosers
import clips
import figures
import spoiling

PROGRAM = None


def drawn(seed):
    random = numpy.random.default_rng(seed)
    ground = random.integers(60, 200, (3, 4, 3)).astype(numpy.uint8)
    picture = cv2.resize(ground, (320, 256), interpolation=cv2.INTER_CUBIC)
    for _ in range(30):
        middle, colour = random.integers(0, 256, 2), random.integers(0, 256, 3)
        cv2.circle(picture, (int(middle[0]), int(middle[1])), int(random.integers(4, 30)), colour.tolist(), cv2.FILLED)
    return picture


def write_data(folder, data_set, column, count):
    """`count` photographs for each part."""
    os.makedirs(os.path.join(folder, data_set, "images"))
    left = {True: count, False: count}
    with open(os.path.join(folder, data_set, "labels.csv"), "w", encoding="utf-8") as labels:
        labels.write(f"image,{column}\n")
        for number in itertools.count():
            name = f"{number}.png"
            learned = clips.was_learned(data_set, name)
            if not any(left.values()):
                return
            if left[learned] > 0:
                left[learned] -= 1
                labels.write(f"{name},{number % 7}\n")
                cv2.imwrite(os.path.join(folder, data_set, "images", name), drawn(number))


def clip_of(*stretches):
    """Of (frames, shot, spoiling, rating)."""
    frames = [clips.Frame(shot, str(shot), spoilt, rating) for count, shot, spoilt, rating in stretches
              for _ in range(count)]
    return clips.Clip("", "", frames)


class Figures(unittest.TestCase):
    clip = clip_of((4, 0, "", 2.0), (2, 0, "tilt", 2.0), (1, -1, "black", float("nan")), (3, 1, "noise", 5.0),
                   (2, 2, "", 3.0))

    def test_a_choice_is_judged_by_the_truth(self):
        found = figures.judge(self.clip, [0, 4, 6, 7])
        self.assertEqual((found["unspoilt"], found["shots"], found["rating"]), (0.25, 2, 3.0))
        self.assertEqual((found["tilt"], found["black"], found["noise"], found["finger"]), (0.25, 0.25, 0.25, 0))

    def test_random_choice_is_expected_as_all_choices_have_it(self):
        every = [figures.judge(self.clip, chosen) for chosen in itertools.combinations(range(12), 3)]
        expected = figures.at_random(self.clip, 3)
        for figure in ("unspoilt", "shots", "noise", "black"):
            self.assertAlmostEqual(expected[figure], figures.mean([found[figure] for found in every]), msg=figure)

    def test_the_best_possible_choice_is_unspoilt_and_of_the_highest_ratings(self):
        found = figures.at_best(self.clip, 2)
        self.assertEqual((found["unspoilt"], found["shots"], found["rating"]), (1, 2, 2.5))

    def test_the_interval_is_around_the_mean_and_shrinks(self):
        few, many = figures.interval([0, 1] * 4), figures.interval([0, 1] * 100)
        self.assertTrue(few[0] < many[0] < 0.5 < many[1] < few[1])


class Clips(unittest.TestCase):
    def test_every_kind_spoils_and_more_strength_spoils_more(self):
        picture = drawn(1)
        for kind in spoiling.KINDS:
            spoil = spoiling.Spoiling(kind, numpy.random.default_rng(1))
            slight, full = (cv2.absdiff(spoil(picture, strength), picture).mean() for strength in (0.25, 1))
            self.assertTrue(0 < slight < full, f"{kind}: {slight} {full}")

    def test_a_seed_gives_the_same_clip_again(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "1.png")
            cv2.imwrite(file, drawn(1))
            photographs = [clips.Photograph(file, 3.0)] * 3
            once, again = (list(clips.all_frames(photographs, numpy.random.default_rng(5))) for _ in range(2))
            self.assertEqual([str(frame) for _, frame in once], [str(frame) for _, frame in again])
            self.assertTrue(all((a == b).all() for (a, _), (b, _) in zip(once, again)))

    def test_the_split_is_that_of_the_trainer(self):
        # tests/training/corpus_test.cpp has the same folds.
        folds = {name: clips.digest_part(name, 0) % 5 for name in ("acorns_2.jpg", "ss03_3753.jpg", "03c1yt8T.jpg")}
        self.assertEqual(folds, {"acorns_2.jpg": 2, "ss03_3753.jpg": 3, "03c1yt8T.jpg": 2})
        self.assertTrue(clips.was_learned("oasis_beauty", "acorns_2.jpg"))


class Table(unittest.TestCase):
    def test_times_are_read(self):
        read = choosers.AestheticBest.frame
        self.assertEqual(read("1     0:03.267    0.671   a/best-1.jpg"), 49)
        self.assertEqual(read("10    1:00:00.200 0.671   a/best-10.jpg"), 54003)
        self.assertEqual(read("2     frame 17    0.671   a/best-2.jpg"), 17)

    def test_the_benchmark_runs_and_its_table_is_of_every_way(self):
        with tempfile.TemporaryDirectory() as folder:
            for data_set, (column, _) in clips.SETS.items():
                write_data(os.path.join(folder, "data"), data_set, column, 3)
            done = self.choice(os.path.join(folder, "data"), os.path.join(folder, "out"))
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(os.path.join(folder, "out", "choice.csv"), newline="", encoding="utf-8") as file:
                means = {(row["data_set"], row["way"], row["figure"]): float(row["mean"]) for row in csv.DictReader(file)}
            for data_set in clips.SETS:
                for way in ("aesthetic best", "ffmpeg thumbnail", "sharpest", "random", "best possible"):
                    shares = [means[data_set, way, figure] for figure in ["unspoilt", *figures.ALL_KINDS]]
                    self.assertAlmostEqual(sum(shares), 1, places=3)
                    self.assertTrue(1 <= means[data_set, way, "shots"] <= 2, way)
                self.assertEqual(means[data_set, "best possible", "unspoilt"], 1)
                self.assertLess(means[data_set, "random", "unspoilt"], 1)
                picture = cv2.imread(os.path.join(folder, "out", f"sheet-{data_set}-1.png"))
                self.assertEqual(picture.shape[1], 2 * 268)

    def test_too_few_photographs_are_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            write_data(os.path.join(folder, "data"), "oasis_beauty", "beauty_mean", 2)
            done = self.choice(os.path.join(folder, "data"), os.path.join(folder, "out"))
            self.assertEqual((done.returncode, done.stderr.count("\n")), (1, 1), done.stderr)
            self.assertIn("fewer than 3 photographs", done.stderr)

    @staticmethod
    def choice(data, out):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "choice.py")
        command = [sys.executable, script, "--program", PROGRAM, "--data", data, "--out", out, "--shots", "3",
                   "--count", "2", "--rounds", "1", "--sheets", "1"]
        return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
