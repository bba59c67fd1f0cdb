#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks and measures a build with CUDA on a machine that has a GPU but no network and no packages.
#
#   tests/gpu/run.sh pack BUILD FOLDER    here: BUILD's programs and the libraries they need into FOLDER, but for those
#                                         of the CUDA toolkit, cuDNN and the driver
#   FOLDER/run.sh REPORT                  there: everything, into the one file REPORT
#
# There CUDA's libraries are looked for in LD_LIBRARY_PATH, /usr/local/cuda and beside the python3 package torch. What
# is missing (python3, torch, onnxruntime, compute-sanitizer, nsys) is named in the report and left out.
set -euo pipefail

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

programs=(aesthetic gpu_tests network_bench)
# What the pipelines of the measurements need, beside our own.
plugins=(coreelements app imagefreeze videotestsrc)

# The shared libraries of the files, but for those that belong to the machine: those of libc and the compiler,
# CUDA's, the driver's.
libraries_of() {
  ldd "$@" 2>/dev/null | sed -nE 's/^.* => (\/[^ ]+) .*/\1/p' | sort -u |
    grep -vE '/(ld-linux|libc|libm|libdl|librt|libpthread|libresolv|libstdc++|libgcc_s|libcuda|libcudart|libcudnn|libcublas)[^/]*\.so'
}

pack() {
  local build=$1 folder=$2 name file
  for name in "${programs[@]}"; do
    [ -x "$build/bin/$name" ] || fail "$build/bin/$name is missing; build everything first"
  done
  [ ! -e "$folder" ] || fail "$folder exists already"
  mkdir -p "$folder"/{bin,lib/x86_64-linux-gnu/gstreamer-1.0,share/aesthetic}
  cp "${programs[@]/#/$build/bin/}" "$folder/bin"
  cp "$build"/lib/x86_64-linux-gnu/gstreamer-1.0/libgstaesthetic.so "$folder/lib/x86_64-linux-gnu/gstreamer-1.0"
  cp -L "$build"/lib/x86_64-linux-gnu/libaesthetic.so.0 "$folder/lib/x86_64-linux-gnu"
  cp -rL "$build/share/aesthetic/models" "$folder/share/aesthetic"
  local system
  system=$(pkg-config --variable=pluginsdir gstreamer-1.0)
  for name in "${plugins[@]}"; do
    file=$system/libgst$name.so
    [ -f "$file" ] || fail "$file is missing"
    cp "$file" "$folder/lib/x86_64-linux-gnu/gstreamer-1.0"
  done
  cp "$(pkg-config --variable=pluginscannerdir gstreamer-1.0)/gst-plugin-scanner" "$folder/bin"
  libraries_of "$folder"/bin/* "$folder"/lib/x86_64-linux-gnu/gstreamer-1.0/*.so |
    grep -v /libaesthetic | xargs cp -Lt "$folder/lib/x86_64-linux-gnu"
  cp "${BASH_SOURCE[0]}" "$(dirname "${BASH_SOURCE[0]}")/../bench/peers.py" "$folder"
  echo "$folder: $(du -sh "$folder" | cut -f1); on the machine with the GPU: $(basename "$folder")/run.sh REPORT"
}

# Folders with CUDA's libraries, ':' between them.
cuda_libraries() {
  local folders=()
  [ ! -d /usr/local/cuda/lib64 ] || folders+=(/usr/local/cuda/lib64)
  local site
  for site in $(python3 -c 'import site, sys; print(*site.getsitepackages())' 2>/dev/null); do
    folders+=("$site"/nvidia/*/lib)
  done
  (IFS=: && echo "${folders[*]}")
}

section() { printf '\n== %s ==\n' "$*"; }

# A part that fails does not keep the others from running; the report ends with the number of those.
failed=0
part() {
  section "$1"
  shift
  "$@" 2>&1 || {
    echo "FAILED with $?: $*"
    failed=$((failed + 1))
  }
}

# From the start of the program, with nothing loaded yet.
first_result() {
  { printf 'P6 1920 1080 255\n' && head -c $((3 * 1920 * 1080)) /dev/zero; } >"$work/picture.ppm"
  local TIMEFORMAT='%R s until the end of the program'
  time aesthetic score --device cuda "$work/picture.ppm"
}

# What saturates first: the bench tells the busy cores, nvidia-smi the GPU over the same last seconds.
streams() {
  local count sampler result seconds=5
  for count in 1 8 16 32 64; do
    nvidia-smi --query-gpu=utilization.gpu,utilization.memory,memory.used --format=csv,noheader -lms 500 >"$work/gpu" &
    sampler=$!
    result=0
    aesthetic bench --device cuda --size 1920x1080 --streams "$count" --seconds "$seconds" || result=$?
    kill "$sampler"
    wait "$sampler" 2>/dev/null || true
    echo "GPU busy, its memory's bus busy, memory used:"
    tail -n $((2 * seconds - 1)) "$work/gpu"
    [ "$result" = 0 ] || return "$result"
  done
}

# Where the time of VGG16 goes, kernel by kernel.
profile() {
  nsys profile --stats=true --trace=cuda,cudnn,cublas --output "$work/profile" \
    network_bench "$work/networks" --benchmark_filter='^vgg16/cuda-fp16/32/'
}

measure() {
  local here
  here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
  export LD_LIBRARY_PATH=$here/lib/x86_64-linux-gnu:${LD_LIBRARY_PATH:-}:$(cuda_libraries)
  export PATH=$here/bin:/usr/local/cuda/bin:$PATH
  export GST_PLUGIN_PATH= GST_PLUGIN_SYSTEM_PATH=$here/lib/x86_64-linux-gnu/gstreamer-1.0
  export GST_PLUGIN_SCANNER=$here/bin/gst-plugin-scanner
  local work
  work=$(mktemp -d)
  # shellcheck disable=SC2064  # the folder's name is known now
  trap "rm -rf '$work'" EXIT
  export GST_REGISTRY=$work/registry.bin
  part machine nvidia-smi
  part devices aesthetic devices
  part "agreement with the processor, fallbacks, memory" gpu_tests
  part "first result" first_result
  part "through Scorer" network_bench "$work/networks" --benchmark_filter=cuda --benchmark_min_time=1
  if command -v python3 >/dev/null; then
    part "beside PyTorch and ONNX Runtime" python3 "$here/peers.py" --bench "$here/bin/network_bench" \
      --folder "$work/networks" --device cuda --networks vgg16 --rounds 3
  else
    section "beside PyTorch and ONNX Runtime"
    echo "left out: there is no python3"
  fi
  part "streams of 1080p" streams
  if command -v nsys >/dev/null; then
    part "profile of VGG16" profile
  else
    section "profile of VGG16"
    echo "left out: there is no nsys"
  fi
  section "compute-sanitizer"
  if command -v compute-sanitizer >/dev/null; then
    part "memory checks of the library around OpenCV" compute-sanitizer --error-exitcode 1 \
      gpu_tests --gtest_filter='*shipped_float32:*Share*'
  else
    echo "left out: there is no compute-sanitizer"
  fi
  section end
  echo "$failed parts failed"
  return $((failed > 0))
}

case "${1:-}" in
  pack)
    [ $# -eq 3 ] || fail "usage: run.sh pack BUILD FOLDER"
    pack "$2" "$3"
    ;;
  "" | -*) fail "usage: run.sh pack BUILD FOLDER, or FOLDER/run.sh REPORT" ;;
  *)
    [ $# -eq 1 ] || fail "usage: FOLDER/run.sh REPORT"
    command -v nvidia-smi >/dev/null || fail "there is no nvidia-smi: this machine has no NVIDIA driver"
    report=$1
    measure | tee "$report.part"
    result=${PIPESTATUS[0]}
    mv "$report.part" "$report"
    exit "$result"
    ;;
esac
