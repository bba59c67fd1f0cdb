#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every table of Soydaner and Wagemans 2023 (https://arxiv.org/abs/2305.09373) that AADB, EVA or both allow:
#
#   training/soydaner2023.sh --weights vgg16.safetensors [--aadb AADB] [--eva EVA] [--out build/soydaner2023]
#                            [--ablation] [--trainer FILE] [-- OPTION...]
#
# trains the multi-task and the single-task network on each data set (training/recipes/soydaner2023-*.ini), tests each
# multi-task network on the other set too, and leaves report.html and CSV files in OUT/report. What is finished is kept:
# the same command goes on after a break. With --ablation also the multi-task network without each of the attributes,
# and without AADB's three that are mostly neutral. OPTIONs are for aesthetic-train train, as --backbone resnet-18.
set -euo pipefail

fail() { echo "soydaner2023: $2" >&2; exit "$1"; }

declare -A folder=()
weights=
trainer=
ablation=
out=build/soydaner2023
while [ $# -gt 0 ]; do
  case $1 in
    --help) sed -n '3,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --aadb | --eva | --weights | --trainer | --out)
      [ $# -ge 2 ] || fail 2 "$1: needs a value"
      case $1 in
        --aadb | --eva) [ -d "$2" ] || fail 1 "$2: no such folder"; folder[${1#--}]=$(realpath "$2") ;;
        *) printf -v "${1#--}" %s "$2" ;;
      esac
      shift ;;
    --ablation) ablation=yes ;;
    --) shift; break ;;
    *) fail 2 "$1: unknown option" ;;
  esac
  shift
done
sets=()
for set in aadb eva; do [ -z "${folder[$set]-}" ] || sets+=("$set"); done
[ ${#sets[@]} -gt 0 ] || fail 2 "no data set is given; --aadb or --eva says where one is"
[ -n "$weights" ] || fail 2 "--weights: VGG16's ImageNet weights are missing, or random"
[ "$weights" = random ] || { [ -f "$weights" ] || fail 1 "$weights: no such file"; weights=$(realpath "$weights"); }
# The other set is tested on what its own training does not see.
split_seed=$(grep -oE -- '--split-seed[ =][0-9]+' <<<"$*" | grep -oE '[0-9]+$' | tail -n 1 || true)
mkdir -p "$out"
out=$(realpath "$out")
[ -z "$trainer" ] || trainer=$(realpath "$trainer")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "$trainer" ]; then
  cmake/install-packages.sh
  cmake --preset release >/dev/null
  cmake --build --preset release --target aesthetic-train >/dev/null
  trainer=$PWD/build/release/bin/aesthetic-train
fi

declare -A attributes=(
  [aadb]="balancing_elements color_harmony content depth_of_field light motion_blur object_emphasis repetition
          rule_of_thirds symmetry vivid_color"
  [eva]="light_and_color composition_and_depth quality semantics")

train() {  # FOLDER SET OPTIONS...
  local to=$1 set=$2
  shift 2
  [ ! -e "$to/finished" ] || return 0
  "$trainer" train --recipe "training/recipes/soydaner2023-$set.ini" --data "${folder[$set]}" --weights "$weights" \
    --out "$to" --features "$out/features" "$@"
  touch "$to/finished"
}

report=()
train_without() {  # SET "ATTRIBUTE..." OPTIONS...
  local set=$1 without=$2 tasks=overall attribute name
  shift 2
  for attribute in ${attributes[$set]}; do
    [[ " $without " == *" $attribute "* ]] || tasks+=,$attribute
  done
  name=$set-without-${without// /-}
  train "$out/$name" "$set" --tasks "$tasks" "$@"
  report+=(--predictions "$set without $without=$out/$name/predictions.csv" --compare "$set:$set without $without")
}
pictures=$out/pictures
mkdir -p "$pictures"
for set in "${sets[@]}"; do
  train "$out/$set" "$set" "$@"
  train "$out/$set-single" "$set" --tasks overall "$@"
  report+=(--labels "$set=${folder[$set]}" --network "$set=$out/$set/checkpoint.pt"
           --predictions "$set, single task, frozen=$out/$set-single/predictions-head.csv"
           --predictions "$set, single task=$out/$set-single/predictions.csv"
           --predictions "$set, frozen=$out/$set/predictions-head.csv"
           --predictions "$set=$out/$set/predictions.csv"
           --compare "$set:$set, frozen" --compare "$set, frozen:$set, single task, frozen"
           --compare "$set:$set, single task")
  if [ -n "$ablation" ]; then
    for attribute in ${attributes[$set]}; do train_without "$set" "$attribute" "$@"; done
    [ "$set" = eva ] || train_without aadb "motion_blur repetition symmetry" "$@"
  fi
  # The two sets name no picture alike.
  find "${folder[$set]}" -iregex '.*\.\(jpe?g\|png\)' -exec ln -sft "$pictures" {} +
done
if [ ${#sets[@]} -eq 2 ]; then
  for trained in aadb eva; do
    for tested in aadb eva; do
      predictions=$out/$trained/predictions.csv
      if [ $trained != $tested ]; then
        predictions=$out/$trained-on-$tested/predictions.csv
        [ -e "$predictions" ] ||
          "$trainer" evaluate --model "$out/$trained/checkpoint.pt" --data-set $tested --data "${folder[$tested]}" \
            --tasks overall --held-out ${split_seed:+--split-seed "$split_seed"} --out "$out/$trained-on-$tested"
      fi
      report+=(--cross "$trained:$tested=$predictions")
    done
  done
fi
"$trainer" report --out "$out/report" "${report[@]}" --pictures "$pictures"
