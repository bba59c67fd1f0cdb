#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The study of Soydaner and Wagemans 2023 on the rated pictures that are at hand, three seeds each:
#
#   training/study.sh ../shared/data [--seeds 3] [--only PATTERN] [--frozen] [--out build/study]
#
# frozen against fine-tuned, several tasks against one network a task (an ensemble), one output layer against one a
# task, body against body, the score without one attribute, the distribution of the ratings beside their mean, and the
# mean of all seeds. Leaves report.html and CSV files in OUT/report. What is finished is kept: the same command goes on
# after a break, and with fewer --seeds reports those. --only trains those whose name matches, as "squeezenet*", and
# reports what is there; --frozen trains the heads on frozen bodies alone, in minutes; --trainer takes an
# aesthetic-train that is built. Hours on two cores.
set -euo pipefail

usage() {
  sed -n '3,13s/^# \{0,1\}//p' "$0"
}

data=
seeds=3
only='*'
frozen=
trainer=
out=build/study
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage; exit 0 ;;
    --seeds | --only | --trainer | --out)
      [ $# -ge 2 ] || { echo "study: $1: needs a value" >&2; exit 2; }
      printf -v "${1#--}" %s "$2"
      shift ;;
    --frozen) frozen=yes ;;
    -*) echo "study: $1: unknown option" >&2; exit 2 ;;
    *) data=$1 ;;
  esac
  shift
done
[ -n "$data" ] || { usage >&2; exit 2; }
[[ $seeds =~ ^[1-9][0-9]*$ ]] || { echo "study: --seeds $seeds: must be 1 or more" >&2; exit 2; }
[ -d "$data" ] || { echo "study: $data: no such folder" >&2; exit 1; }
data=$(realpath "$data")
[ -z "$trainer" ] || trainer=$(realpath "$trainer")
mkdir -p "$out"
out=$(realpath "$out")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "$trainer" ]; then
  cmake/install-packages.sh
  cmake --preset release >/dev/null
  cmake --build --preset release --target aesthetic-train >/dev/null
  training/fetch-weights.sh
  trainer=$PWD/build/release/bin/aesthetic-train
fi
recipe=$PWD/training/recipes/study.ini
efficientnet=(--backbone efficientnet-lite0 --tune-from 6
              --weights "$PWD/build/weights/efficientnet-lite0-57934424.pth")
squeezenet=(--backbone squeezenet1-1 --tune-from 7
            --weights "$data/../weights/squeezenet1_1_imagenet/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5")
# No ImageNet weights to be had; few pixels and one fold, because it is forty times the work of EfficientNet-Lite0.
vgg16=(--backbone vgg16 --weights random --tune-from block4_conv2 --tune-to block4_conv3 --size 64 --folds 1)

rating() {  # TASK: where its labels are
  case $1 in
    overall) echo "oasis_beauty/labels.csv:beauty_mean:1:7:cv" ;;
    *) echo "avt_composition/labels.csv:$1:0:1:cv" ;;
  esac
}

# One line a training: its seed, where it goes, its options. Several run beside each other, with one thread each. They
# share what the frozen stages give: neither heads, tasks nor seeds change it.
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT
features=$out/features
add() {  # NAME OPTIONS...
  local name=$1 seed
  shift
  # shellcheck disable=SC2053  # a pattern
  [[ $name == $only ]] || return 0
  for seed in $(seq "$seeds"); do
    [ -e "$out/$name/$seed/finished" ] && continue
    [ -n "$frozen" ] && [ -e "$out/$name/$seed/frozen" ] && continue
    printf '%q ' "$seed" "$out/$name/$seed" "$@" >>"$plan"
    echo >>"$plan"
  done
}
add_without() {  # NAME ATTRIBUTE OPTIONS...: the score and the other attribute
  local name=$1 other=simplicity
  [ "$2" = rule_of_thirds ] || other=rule_of_thirds
  shift 2
  add "$name" --ratings "overall=$(rating overall)" --ratings "$other=$(rating $other)" "$@"
}
add_single() {  # BODY OPTIONS...: a network a task, which is what its one task is called by
  local body=$1 task
  shift
  for task in "${tasks[@]}"; do add "$body-$task" --ratings "overall=$(rating "$task")" "$@"; done
}
tasks=(overall rule_of_thirds simplicity)

# What stands beside each other in the plan runs beside each other, best on other pictures or bodies: two that want the
# same features wait for each other.
add efficientnet "${efficientnet[@]}"
add squeezenet "${squeezenet[@]}"
add_single efficientnet "${efficientnet[@]}"
add efficientnet-separate --separate-outputs 1 "${efficientnet[@]}"
add_single squeezenet "${squeezenet[@]}"
add_without efficientnet-without-rule_of_thirds rule_of_thirds "${efficientnet[@]}"
add_without efficientnet-without-simplicity simplicity "${efficientnet[@]}"
add efficientnet-distribution --distribution overall=n1,n2,n3,n4,n5,n6,n7 "${efficientnet[@]}"
add vgg16 "${vgg16[@]}"
# A seed is whole before the next one starts.
sort -s -n -k 1,1 -o "$plan" "$plan"

train() {  # SEED FOLDER OPTIONS...
  local seed=$1 folder=$2 to=$2
  shift 2
  # A folder of its own: a training of both stages may stand half done in the other.
  [ -z "$frozen" ] || { set -- "$@" --tune-epochs 0; to=$folder/stage1; }
  mkdir -p "$to"
  if "$trainer" train --recipe "$recipe" --data "$data" --out "$to" --features "$features" --seed "$seed" \
    --threads 1 --workers 1 "$@" >"$to/log" 2>&1; then
    if [ -n "$frozen" ]; then
      mv "$to/predictions.csv" "$folder/predictions-head.csv"
      touch "$folder/frozen"
    else
      touch "$folder/finished"
    fi
    echo "$folder: finished" >&2
  else
    echo "study: $to: $(tail -n 1 "$to/log")" >&2
    return 1
  fi
}
export -f train
export trainer recipe data features frozen
# shellcheck disable=SC2016  # for that shell
xargs -d '\n' -P "$(nproc)" -I{} bash -c 'eval "train $1"' _ {} <"$plan"

finished() {  # NAME [FILE]: whether all its trainings are
  local seed folder
  for seed in $(seq "$seeds"); do
    folder=$out/$1/$seed
    [ -e "$folder/finished" ] || { [ "${2-}" = predictions-head.csv ] && [ -e "$folder/frozen" ]; } || return 1
  done
}

# The networks of one task each, as one; each calls its task overall.
join_single() {  # BODY FILE MARK
  local body=$1 file=$2 mark=$3 seed task
  for task in "${tasks[@]}"; do finished "$body-$task" "$file" || return 0; done
  for seed in $(seq "$seeds"); do
    mkdir -p "$out/$body-single/$seed"
    for task in "${tasks[@]}"; do
      awk -v task="$task" -v header="$([ "$task" = overall ] && echo 1)" -F, -v OFS=, \
        'FNR > 1 { $3 = task } FNR > 1 || header' "$out/$body-$task/$seed/$file"
    done >"$out/$body-single/$seed/$file"
    touch "$out/$body-single/$seed/$mark"
  done
}
for body in efficientnet squeezenet; do
  join_single $body predictions-head.csv frozen
  join_single $body predictions.csv finished
done

# The mean of what the trainings of all seeds say, as one training.
average() {  # NAME FILE
  finished "$1" "$2" || return 0
  [ "$seeds" -gt 1 ] || return 0
  mkdir -p "$out/$1-mean"
  # shellcheck disable=SC2046  # numbers
  awk -F, -v OFS=, -v seeds="$seeds" '
    FNR == 1 { header = $0; next }
    { key = $1 FS $2 FS $3; sum[key] += $5 }
    !(key in label) { order[++count] = key; label[key] = $4; fold[key] = $6 }
    END {
      print header
      for (i = 1; i <= count; ++i) print order[i], label[order[i]], sum[order[i]] / seeds, fold[order[i]]
    }
  ' $(seq -f "$out/$1/%g/$2" "$seeds") >"$out/$1-mean/$2"
}
for file in predictions.csv predictions-head.csv; do
  average efficientnet $file
  average efficientnet-single $file
done

report=()
declare -A shown=()
show() {  # LABEL NAME [FILE]
  local seed
  finished "$2" "${3-}" || { echo "study: left out, not trained yet: $1" >&2; return 0; }
  shown[$1]=yes
  for seed in $(seq "$seeds"); do report+=(--predictions "$1=$out/$2/$seed/${3-predictions.csv}"); done
}
show_mean() {  # LABEL NAME [FILE]
  local file=$out/$2-mean/${3-predictions.csv}
  [ -e "$file" ] || return 0
  shown[$1]=yes
  report+=(--predictions "$1=$file")
}
compare() {  # LABEL LABEL: the first less the second
  if [ -n "${shown[$1]-}" ] && [ -n "${shown[$2]-}" ]; then report+=(--compare "$1:$2"); fi
}
show "EfficientNet-Lite0, frozen" efficientnet predictions-head.csv
show "EfficientNet-Lite0" efficientnet
show "EfficientNet-Lite0, a network a task, frozen" efficientnet-single predictions-head.csv
show "EfficientNet-Lite0, a network a task" efficientnet-single
show "EfficientNet-Lite0, an output layer a task, frozen" efficientnet-separate predictions-head.csv
show "EfficientNet-Lite0, an output layer a task" efficientnet-separate
for attribute in rule_of_thirds simplicity; do
  show "EfficientNet-Lite0 without $attribute, frozen" efficientnet-without-$attribute predictions-head.csv
  show "EfficientNet-Lite0 without $attribute" efficientnet-without-$attribute
done
show "EfficientNet-Lite0 with distributions, frozen" efficientnet-distribution predictions-head.csv
show "EfficientNet-Lite0 with distributions" efficientnet-distribution
show_mean "EfficientNet-Lite0, frozen, mean of the trainings" efficientnet predictions-head.csv
show_mean "EfficientNet-Lite0, a network a task, frozen, mean of the trainings" efficientnet-single predictions-head.csv
show_mean "EfficientNet-Lite0, mean of the trainings" efficientnet
show_mean "EfficientNet-Lite0, a network a task, mean of the trainings" efficientnet-single
show "SqueezeNet 1.1, frozen" squeezenet predictions-head.csv
show "SqueezeNet 1.1" squeezenet
show "SqueezeNet 1.1, a network a task, frozen" squeezenet-single predictions-head.csv
show "SqueezeNet 1.1, a network a task" squeezenet-single
show "VGG16 from random weights, frozen" vgg16 predictions-head.csv
show "VGG16 from random weights" vgg16
compare "EfficientNet-Lite0" "EfficientNet-Lite0, frozen"
compare "EfficientNet-Lite0" "EfficientNet-Lite0, a network a task"
compare "EfficientNet-Lite0, frozen" "EfficientNet-Lite0, a network a task, frozen"
compare "EfficientNet-Lite0, frozen" "EfficientNet-Lite0, an output layer a task, frozen"
compare "EfficientNet-Lite0" "EfficientNet-Lite0, an output layer a task"
for attribute in rule_of_thirds simplicity; do
  compare "EfficientNet-Lite0, frozen" "EfficientNet-Lite0 without $attribute, frozen"
  compare "EfficientNet-Lite0" "EfficientNet-Lite0 without $attribute"
done
compare "EfficientNet-Lite0 with distributions, frozen" "EfficientNet-Lite0, frozen"
compare "EfficientNet-Lite0 with distributions" "EfficientNet-Lite0"
compare "EfficientNet-Lite0, frozen, mean of the trainings" "EfficientNet-Lite0, frozen"
compare "EfficientNet-Lite0, frozen, mean of the trainings" "EfficientNet-Lite0, a network a task, frozen"
compare "EfficientNet-Lite0, frozen, mean of the trainings" \
  "EfficientNet-Lite0, a network a task, frozen, mean of the trainings"
compare "EfficientNet-Lite0, mean of the trainings" "EfficientNet-Lite0"
compare "EfficientNet-Lite0, mean of the trainings" "EfficientNet-Lite0, a network a task"
compare "EfficientNet-Lite0, mean of the trainings" "EfficientNet-Lite0, a network a task, mean of the trainings"
compare "SqueezeNet 1.1" "SqueezeNet 1.1, frozen"
compare "SqueezeNet 1.1" "SqueezeNet 1.1, a network a task"
compare "SqueezeNet 1.1, frozen" "SqueezeNet 1.1, a network a task, frozen"
compare "EfficientNet-Lite0, frozen" "SqueezeNet 1.1, frozen"
compare "EfficientNet-Lite0" "SqueezeNet 1.1"
compare "SqueezeNet 1.1" "VGG16 from random weights"
compare "VGG16 from random weights" "VGG16 from random weights, frozen"
"$trainer" report --out "$out/report" "${report[@]}"
