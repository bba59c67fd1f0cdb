#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The study of Soydaner and Wagemans 2023 on the rated pictures that are at hand, three seeds each:
#
#   training/study.sh ../shared/data [--seeds 3] [--only PATTERN] [--out build/study]
#
# frozen against fine-tuned, several tasks against one network a task, one output layer against one a task, body
# against body, and the score without one attribute. Leaves report.html and CSV files in OUT/report. What is finished is
# kept: the same command goes on after a break. --only trains those whose name matches, as "squeezenet*", and reports
# what is there; --trainer takes an aesthetic-train that is built. Hours on two cores.
set -euo pipefail

usage() {
  sed -n '3,11s/^# \{0,1\}//p' "$0"
}

data=
seeds=3
only='*'
trainer=
out=build/study
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage; exit 0 ;;
    --seeds | --only | --trainer | --out)
      [ $# -ge 2 ] || { echo "study: $1: needs a value" >&2; exit 2; }
      printf -v "${1#--}" %s "$2"
      shift ;;
    -*) echo "study: $1: unknown option" >&2; exit 2 ;;
    *) data=$1 ;;
  esac
  shift
done
[ -n "$data" ] || { usage >&2; exit 2; }
[[ $seeds =~ ^[1-9][0-9]*$ ]] || { echo "study: --seeds $seeds: must be 1 or more" >&2; exit 2; }
[ -d "$data" ] || { echo "study: $data: no such folder" >&2; exit 1; }
data=$(realpath "$data")
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
# No ImageNet weights to be had; a quarter of the pixels and one fold, because it is fifteen times the work.
vgg16=(--backbone vgg16 --weights random --tune-from block4_conv2 --tune-to block4_conv3 --size 112 --folds 1)

rating() {  # TASK: where its labels are
  case $1 in
    overall) echo "oasis_beauty/labels.csv:beauty_mean:1:7:cv" ;;
    *) echo "avt_composition/labels.csv:$1:0:1:cv" ;;
  esac
}

# One line a training: where it goes, its seed, its options. Several run beside each other, with one thread each.
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT
add() {  # NAME OPTIONS...
  local name=$1 seed
  shift
  # shellcheck disable=SC2053  # a pattern
  [[ $name == $only ]] || return 0
  for seed in $(seq "$seeds"); do
    [ -e "$out/$name/$seed/finished" ] && continue
    printf '%q ' "$out/$name/$seed" "$seed" "$@" >>"$plan"
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

add efficientnet "${efficientnet[@]}"
add squeezenet "${squeezenet[@]}"
add vgg16 "${vgg16[@]}"
add_single efficientnet "${efficientnet[@]}"
add efficientnet-separate --separate-outputs 1 "${efficientnet[@]}"
add_without efficientnet-without-rule_of_thirds rule_of_thirds "${efficientnet[@]}"
add_without efficientnet-without-simplicity simplicity "${efficientnet[@]}"
add_single squeezenet "${squeezenet[@]}"

train() {  # FOLDER SEED OPTIONS...
  local folder=$1 seed=$2
  shift 2
  mkdir -p "$folder"
  if "$trainer" train --recipe "$recipe" --data "$data" --out "$folder" --seed "$seed" --threads 1 --workers 1 "$@" \
    >"$folder/log" 2>&1; then
    touch "$folder/finished"
    echo "$folder: finished" >&2
  else
    echo "study: $folder: $(tail -n 1 "$folder/log")" >&2
    return 1
  fi
}
export -f train
export trainer recipe data
# shellcheck disable=SC2016  # for that shell
xargs -d '\n' -P "$(nproc)" -I{} bash -c 'eval "train $1"' _ {} <"$plan"

finished() {  # NAME: whether all its trainings are
  local seed
  for seed in $(seq "$seeds"); do [ -e "$out/$1/$seed/finished" ] || return 1; done
}

# The networks of one task each, as one; each calls its task overall.
join_single() {  # BODY
  local seed file task
  for task in "${tasks[@]}"; do finished "$1-$task" || return 0; done
  for seed in $(seq "$seeds"); do
    mkdir -p "$out/$1-single/$seed"
    for file in predictions.csv predictions-head.csv; do
      for task in "${tasks[@]}"; do
        awk -v task="$task" -v header="$([ "$task" = overall ] && echo 1)" -F, -v OFS=, \
          'FNR > 1 { $3 = task } FNR > 1 || header' "$out/$1-$task/$seed/$file"
      done >"$out/$1-single/$seed/$file"
    done
    touch "$out/$1-single/$seed/finished"
  done
}
join_single efficientnet
join_single squeezenet

report=()
declare -A shown=()
show() {  # LABEL NAME [FILE]
  local seed
  finished "$2" || { echo "study: left out, not trained yet: $1" >&2; return 0; }
  shown[$1]=yes
  for seed in $(seq "$seeds"); do report+=(--predictions "$1=$out/$2/$seed/${3-predictions.csv}"); done
}
compare() {  # LABEL LABEL: the first less the second
  if [ -n "${shown[$1]-}" ] && [ -n "${shown[$2]-}" ]; then report+=(--compare "$1:$2"); fi
}
show "EfficientNet-Lite0, frozen" efficientnet predictions-head.csv
show "EfficientNet-Lite0" efficientnet
show "EfficientNet-Lite0, a network a task, frozen" efficientnet-single predictions-head.csv
show "EfficientNet-Lite0, a network a task" efficientnet-single
show "EfficientNet-Lite0, an output layer a task" efficientnet-separate
show "EfficientNet-Lite0 without rule_of_thirds" efficientnet-without-rule_of_thirds
show "EfficientNet-Lite0 without simplicity" efficientnet-without-simplicity
show "SqueezeNet 1.1, frozen" squeezenet predictions-head.csv
show "SqueezeNet 1.1" squeezenet
show "SqueezeNet 1.1, a network a task, frozen" squeezenet-single predictions-head.csv
show "SqueezeNet 1.1, a network a task" squeezenet-single
show "VGG16 from random weights, frozen" vgg16 predictions-head.csv
show "VGG16 from random weights" vgg16
compare "EfficientNet-Lite0" "EfficientNet-Lite0, frozen"
compare "EfficientNet-Lite0" "EfficientNet-Lite0, a network a task"
compare "EfficientNet-Lite0, frozen" "EfficientNet-Lite0, a network a task, frozen"
compare "EfficientNet-Lite0" "EfficientNet-Lite0, an output layer a task"
compare "EfficientNet-Lite0" "EfficientNet-Lite0 without rule_of_thirds"
compare "EfficientNet-Lite0" "EfficientNet-Lite0 without simplicity"
compare "SqueezeNet 1.1" "SqueezeNet 1.1, frozen"
compare "SqueezeNet 1.1" "SqueezeNet 1.1, a network a task"
compare "SqueezeNet 1.1, frozen" "SqueezeNet 1.1, a network a task, frozen"
compare "EfficientNet-Lite0" "SqueezeNet 1.1"
compare "SqueezeNet 1.1" "VGG16 from random weights"
compare "VGG16 from random weights" "VGG16 from random weights, frozen"
"$trainer" report --out "$out/report" "${report[@]}"
