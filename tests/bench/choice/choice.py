#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How good are the frames that `aesthetic best` chooses? On clips in which it is known what is spoilt.

  tests/bench/choice.sh DATA_FOLDER                  builds the program, fetches katna, then runs this
  choice.py --program PATH/aesthetic --data DATA_FOLDER --out FOLDER [--katna FOLDER]

Clips are made of rated photographs that the model never learned from (clips.py), one photograph a shot; stretches of
frames are spoilt (spoiling.py), a fifth of the shots from end to end. Every way to choose gets the same clips. FOLDER
gets the table as choice.csv, what was chosen as choices-*.csv and sheets to look at; the clips are kept there and used
again. `--part tune` takes the photographs that the model did learn from: for setting limits, never for figures.
"""
import argparse
import csv
import os
import sys

import choosers
import clips
import figures
import sheet


def ways(arguments):
    found = [choosers.AestheticBest(arguments.program, options.split()) for options in arguments.options]
    found += [choosers.FfmpegThumbnail(), choosers.Sharpest()]
    if arguments.katna:
        try:
            found.append(choosers.Katna(arguments.katna))
        except ImportError as fault:
            print(f"left out: {fault}", file=sys.stderr)
    return found


def outcomes_of(chooser, made, count, folder):
    choices = [choosers.choose_in(folder, chooser, clip, count) for clip in made]
    return choices, [figures.judge(clip, chosen) for clip, chosen in zip(made, choices)]


def text(values, digits, factor=1):
    low, high = figures.interval(values)
    return f"{factor * figures.mean(values):.{digits}f} ({factor * low:.{digits}f} to {factor * high:.{digits}f})"


def print_table(title, results):
    rows = [["", "unspoilt %", "different shots", "rating"]]
    kinds = [["", *figures.ALL_KINDS]]
    for name, outcomes in results.items():
        column = {figure: [outcome[figure] for outcome in outcomes] for figure in figures.FIGURES}
        rows.append([name, text(column["unspoilt"], 0, 100), text(column["shots"], 1), text(column["rating"], 2)])
        kinds.append([name, *(f"{100 * figures.mean(column[kind]):.0f}" for kind in figures.ALL_KINDS)])
    for heading, table in ((title, rows), ("of which spoilt, %", kinds)):
        print(f"\n{heading}")
        widths = [max(map(len, cells)) + 2 for cells in zip(*table)]
        for row in table:
            print("".join(f"{cell:<{width}}" for cell, width in zip(row, widths)).rstrip())


def print_differences(results, own, peers):
    """Clip by clip: what the intervals of the table cannot show."""
    print()
    for first in own:
        for name in peers:
            pairs = list(zip(results[first], results[name]))
            print(f"{first} less {name}: unspoilt {text([a['unspoilt'] - b['unspoilt'] for a, b in pairs], 1, 100)} %, "
                  f"rating {text([a['rating'] - b['rating'] for a, b in pairs], 3)}")


def write_csv(file, results):
    with open(file, "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["data_set", "way", "clips", "figure", "mean", "low", "high"])
        for data_set, ways_of_set in results.items():
            for name, outcomes in ways_of_set.items():
                for figure in figures.FIGURES:
                    values = [outcome[figure] for outcome in outcomes]
                    numbers = [figures.mean(values), *figures.interval(values)]
                    table.writerow([data_set, name, len(outcomes), figure, *(f"{number:.4f}" for number in numbers)])


def write_choices(file, made, choices):
    with open(file, "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["way", "clip", "rank", "frame", "picture", "rating", "spoiling"])
        for name, of_clips in choices.items():
            for clip, chosen in zip(made, of_clips):
                for rank, number in enumerate(chosen, 1):
                    frame = clip.frames[number]
                    table.writerow([name, os.path.basename(clip.file), rank, number, frame.picture, frame.rating,
                                    frame.spoiling])


def compare(arguments, data_set):
    made = clips.make_clips(arguments.data, data_set, arguments.part, arguments.shots, arguments.clips,
                            arguments.rounds, arguments.out)
    if not made:
        raise SystemExit(f"choice: {arguments.data}/{data_set}: fewer than {arguments.shots} photographs for part "
                         f"{arguments.part}")
    results, choices = {}, {}
    for chooser in ways(arguments):
        choices[chooser.name], results[chooser.name] = outcomes_of(chooser, made, arguments.count, arguments.out)
    write_choices(os.path.join(arguments.out, f"choices-{data_set}.csv"), made, choices)
    results["random"] = [figures.at_random(clip, arguments.count) for clip in made]
    results["best possible"] = [figures.at_best(clip, arguments.count) for clip in made]
    for number, clip in enumerate(made[:arguments.sheets]):
        sheet.write_sheet(os.path.join(arguments.out, f"sheet-{data_set}-{number + 1}.png"), clip,
                          {name: chosen[number] for name, chosen in choices.items()}, arguments.count)
    used = len({frame.picture for clip in made for frame in clip.frames if frame.picture})
    seconds = figures.mean([clip.seconds for clip in made])
    print_table(f"{data_set}, rated for {clips.SETS[data_set][1]}: {used} photographs ({arguments.part}) in "
                f"{len(made)} clips of {arguments.shots} shots, {seconds:.0f} s each; {arguments.count} frames of each; "
                "mean and 95 % interval over clips", results)
    own = list(results)[:len(arguments.options)]
    print_differences(results, own, [name for name in results if name not in (*own, "best possible")])
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the program aesthetic")
    parser.add_argument("--data", required=True, help="a folder with oasis_beauty/ and biq2021/")
    parser.add_argument("--out", required=True, help="where clips, choices, table and sheets are written")
    parser.add_argument("--katna", help="the folder that katna was installed in (pip install --target)")
    parser.add_argument("--options", nargs="+", default=[""],
                        help="options of aesthetic best, one word for each run of it: '' '--by quality'")
    parser.add_argument("--sets", nargs="+", default=list(clips.SETS), choices=list(clips.SETS))
    parser.add_argument("--part", choices=["report", "tune"], default="report")
    parser.add_argument("--clips", type=int, default=24, help="of each set, at most")
    parser.add_argument("--rounds", type=int, default=3, help="clips that a photograph may be in")
    parser.add_argument("--shots", type=int, default=10, help="in a clip")
    parser.add_argument("--count", type=int, default=5, help="frames to choose of a clip")
    parser.add_argument("--sheets", type=int, default=2, help="of each set")
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    results = {data_set: compare(arguments, data_set) for data_set in arguments.sets}
    write_csv(os.path.join(arguments.out, "choice.csv"), results)
    print(f"\n{os.path.join(arguments.out, 'choice.csv')}; sheets beside it")


if __name__ == "__main__":
    main()
