#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# training/study.sh on a few pictures that are drawn here: trains, reports, goes on where it was, says what is wrong.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
. "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
trainer=$AESTHETIC_BUILD/bin/aesthetic-train
weights=$root/../shared/weights
[ -d "$weights" ] || { echo "skipped: $weights: SqueezeNet's weights are not here"; exit 77; }

mkdir data
ln -s "$(realpath "$weights")" weights
/usr/bin/python3 - <<'END'
import os
import cv2
import numpy

random = numpy.random.default_rng(3)
for folder, header, columns in (("oasis_beauty", "image,beauty_mean", 1), ("avt_composition", "image,rule_of_thirds,simplicity", 2)):
    os.makedirs(f"data/{folder}/images")
    with open(f"data/{folder}/labels.csv", "w", encoding="utf-8") as table:
        print(header, file=table)
        for i in range(20):
            light = random.uniform(0.1, 0.9)
            picture = numpy.clip(random.normal(255 * light, 20, (64, 64, 3)), 0, 255).astype(numpy.uint8)
            cv2.imwrite(f"data/{folder}/images/{i}.png", picture)
            print(f"{i}.png", *([f"{1 + 6 * light:.3f}"] if columns == 1 else [f"{light:.3f}"] * 2), sep=",", file=table)
END

study=("$root/training/study.sh" data --trainer "$trainer" --only 'squeezenet*' --out study)
"${study[@]}" --seeds 2 >out 2>err || fail "status $?: $(cat err)"
for network in "SqueezeNet 1.1" "SqueezeNet 1.1, a network a task"; do
  # Every task of both trainings, on pictures kept from them.
  grep -i -E "^\"?$network\"?,overall,20,2," study/report/agreement.csv >/dev/null || fail "$(cat study/report/agreement.csv)"
done
grep -q '^"\?"\?SqueezeNet 1.1 less SqueezeNet 1.1, a network a task"\?,simplicity,20,' study/report/comparisons.csv ||
  fail "$(cat study/report/comparisons.csv)"
grep -q "left out, not trained yet: VGG16" err || fail "$(cat err)"
grep -q "SQueezeNet\|SqueezeNet" study/report/report.html || fail "the page names no network"

# What is finished is not trained again. A training of one task has that task alone.
trained=$(stat -c %Y.%i study/squeezenet/1/predictions.csv)
"${study[@]}" --seeds 2 >out 2>err || fail "$(cat err)"
[ "$(stat -c %Y.%i study/squeezenet/1/predictions.csv)" = "$trained" ] || fail "trained again"
tasks=$(tail -n +2 study/squeezenet-single/1/predictions.csv | cut -d, -f2,3 | sort | uniq -c | xargs)
[ "$tasks" = "20 avt_composition,rule_of_thirds 20 avt_composition,simplicity 20 oasis_beauty,overall" ] || fail "$tasks"

# Stage 1 alone gives what stage 1 of both gave.
"${study[@]}" --seeds 2 --frozen --out frozen >out 2>err || fail "status $?: $(cat err)"
cmp study/squeezenet-single/2/predictions-head.csv frozen/squeezenet-single/2/predictions-head.csv ||
  fail "stage 1 alone says something else"
grep -q '^"SqueezeNet 1.1, frozen",simplicity,20,2,' frozen/report/agreement.csv || fail "$(cat frozen/report/agreement.csv)"

expect_fault "nowhere: no such folder" "$root/training/study.sh" nowhere
rm data/oasis_beauty/images/3.png
status=0
"${study[@]}" --seeds 3 >out 2>err || status=$?
[ "$status" -ne 0 ] || fail "a missing picture was passed over"
grep -q "3.png" err || fail "$(cat err)"
