#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# cmake/build-opencv.sh says what is wrong in one line, before it fetches or compiles anything.
set -euo pipefail
script=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../cmake/build-opencv.sh")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# refused TEXT ARGUMENT...: the script fails, says TEXT and leaves nothing behind.
refused() {
  local text=$1 said
  shift
  if said=$("$script" "$@" 2>&1); then
    echo "not refused: $*" >&2
    exit 1
  fi
  if [[ $said != *"$text"* ]]; then
    echo "expected \"$text\" of: $* but it said: $said" >&2
    exit 1
  fi
  if [ -n "$(ls -A "$folder")" ]; then
    echo "left behind by: $*: $(ls -A "$folder")" >&2
    exit 1
  fi
}

refused "PREFIX is missing"
refused "one PREFIX only" first second
refused "unknown option --fast" prefix --fast
refused "--jobs needs a value" prefix --jobs
refused "--jobs: none" prefix --arch 9.0 --jobs none
refused "missing: $folder/absent/opencv " prefix --arch 9.0 --source "$folder/absent"
command -v nvidia-smi >/dev/null || refused "a GPU in this machine to build for (or name it: --arch 9.0)" prefix
"$script" --help | grep -q -- "--arch"
# Without a toolkit that is what is missing; with one the list of GPUs is looked at.
if [ -x /usr/local/cuda/bin/nvcc ] || command -v nvcc >/dev/null; then
  refused "is no list of compute capabilities" prefix --arch fast --work "$folder/absent/work"
else
  refused "missing: nvcc of the CUDA toolkit" prefix --arch 9.0
fi
