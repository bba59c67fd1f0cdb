#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# training/soydaner2023.sh on both data sets in their authors' layouts, of a few pictures that are drawn here, and a
# small network: every table of the paper is there, and what is finished is not done again.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
. "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
trainer=$AESTHETIC_BUILD/bin/aesthetic-train

/usr/bin/python3 - <<'END'
import os
import cv2
import numpy

random = numpy.random.default_rng(3)
attributes = ["BalacingElements", "ColorHarmony", "Content", "DoF", "Light", "MotionBlur", "Object", "Repetition",
              "RuleOfThirds", "Symmetry", "VividColor"]
os.makedirs("AADB/images")
os.makedirs("EVA/images/EVA_together")
os.makedirs("EVA/data")


def draw(file):
    light = random.uniform(0.1, 0.9)
    cv2.imwrite(file, numpy.clip(random.normal(255 * light, 20, (48, 64, 3)), 0, 255).astype(numpy.uint8))
    return light


for part, count in (("Train", 20), ("Validation", 4), ("TestNew", 12)):
    with open(f"AADB/imgList{part}Regression_.csv", "w", encoding="utf-8") as table:
        print("ImageFile", *attributes, "score", sep=",", file=table)
        for i in range(count):
            light = draw(f"AADB/images/{part}{i}.jpg")
            print(f"{part}{i}.jpg", *[f"{light:.2f}"] * 12, sep=",", file=table)
with open("EVA/data/votes_filtered.csv", "w", encoding="utf-8") as table:
    print("image_id", "user_id", "score", "difficulty", "visual", "composition", "quality", "semantic", "vote_time",
          "1", "2", "3", "4", sep="=", file=table)
    for i in range(600):  # 570 of them are for testing
        light = draw(f"EVA/images/EVA_together/{i}.jpg")
        for user in range(3):
            vote = 1 + round(3 * light)
            print(i, user, round(10 * light), 1, vote, vote, vote, vote, 5, 0, 0, 0, 0, sep="=", file=table)
END

paper=("$root/training/soydaner2023.sh" --weights random --trainer "$trainer")
small=(-- --backbone squeezenet1-1 --size 64 --tune-from fire8 --tune-to fire8 --threads 1 --split-seed 3)
"${paper[@]}" --out tables --aadb AADB --eva EVA "${small[@]}" >log 2>&1 || fail "status $?: $(tail -n 3 log)"
report=tables/report
grep -q '^aadb,squeezenet1-1,722496,(128-64),73920,(12),780,' $report/parameters.csv ||
  fail "$(cat $report/parameters.csv)"
for row in "aadb,aadb,12" "aadb,eva,570" "eva,aadb,12" "eva,eva,570"; do
  grep -q "^$row," $report/cross.csv || fail "no $row: $(cat $report/cross.csv)"
done
# What a network of the other set is tested on is what its own training left out.
tested() { tail -n +2 "$1" | cut -d, -f1 | sort -u; }
cmp <(tested tables/eva/predictions.csv) <(tested tables/aadb-on-eva/predictions.csv) ||
  fail "aadb-on-eva: other pictures than eva"
for network in 'aadb' '"aadb, frozen"' '"aadb, single task"' '"aadb, single task, frozen"'; do
  grep -q "^$network,overall,12," $report/agreement.csv || fail "no $network: $(cat $report/agreement.csv)"
done
grep -q '^"eva, frozen less eva, single task, frozen",overall,570,' $report/comparisons.csv ||
  fail "$(cat $report/comparisons.csv)"
for table in aadb-labels-signs aadb-labels-intervals eva-labels-intervals eva-labels-ranges ranges; do
  [ -s "$report/$table.csv" ] || fail "$table.csv is missing"
done
grep -q "data:image/jpeg" $report/report.html || fail "the page shows no pictures"

# What is finished is not trained again; leaving out an attribute is.
trained=$(stat -c %Y.%i tables/eva/checkpoint.pt)
"${paper[@]}" --out tables --eva EVA --ablation "${small[@]}" >log 2>&1 || fail "status $?: $(tail -n 3 log)"
[ "$(stat -c %Y.%i tables/eva/checkpoint.pt)" = "$trained" ] || fail "trained again"
tasks=$(tail -n +2 tables/eva-without-quality/predictions.csv | cut -d, -f3 | sort -u | xargs)
[ "$tasks" = "composition_and_depth light_and_color overall semantics" ] || fail "$tasks"
grep -q '^eva less eva without quality,overall,570,' $report/comparisons.csv || fail "$(cat $report/comparisons.csv)"

expect_fault "nowhere: no such folder" "${paper[@]}" --aadb nowhere
expect_fault "no labels of EVA" "${paper[@]}" --out other --eva AADB "${small[@]}"
expect_fault "none.pth: no such file" "${paper[@]}" --eva EVA --weights none.pth
