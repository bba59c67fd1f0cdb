#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests.
#
#   tests/run.sh                     the release build
#   tests/run.sh -R cvmodule         more words go to ctest
#   CI=true tests/run.sh             first library and element under the address and undefined-behaviour sanitizers,
#                                    element and thread team under the thread sanitizer, last everything on Debian 13,
#                                    where the machine allows it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The log of a step is shown only when the step fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    grep -m 3 -A 40 -E '^WARNING: ThreadSanitizer|ERROR: AddressSanitizer|\[  FAILED  \]' "$log" >&2 || true
    tail -n 40 "$log" >&2
    echo "tests/run.sh: failed: $* (whole log: $log)" >&2
    exit 1
  fi
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  echo "Building ($preset) ..."
  quietly "build/$preset-configure.log" cmake --preset "$preset"
  quietly "build/$preset-build.log" cmake --build --preset "$preset" ${1:+--target "$@"}
}

cmake/install-packages.sh
# What was compiled before is taken from the cache, wherever the checkout lies.
export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
if [ "${CI:-}" = true ]; then
  build asan cvmodule_tests cvmodule_parts_tests layers_tests random_graphs gst_plugin_tests
  quietly build/asan-tests.log ctest --preset asan -j "$(nproc)" -R '^(cvmodule|layers|gst-plugin)'
  echo "Library and element pass their tests under the address and undefined-behaviour sanitizers."
  # Of the layers only the threads of our own: OpenMP's are not known to the sanitizer.
  build tsan gst_plugin_tests layers_tests
  quietly build/tsan-layers-tests.log timeout 600 build/tsan/bin/layers_tests --gtest_filter='Team.*'
  # In one process, so that what one test leaves running meets the next ones; without GSlice, which hands
  # memory from thread to thread unseen.
  quietly build/tsan-tests.log env G_SLICE=always-malloc timeout 1200 build/tsan/bin/gst_plugin_tests
  echo "Element and thread team pass their tests under the thread sanitizer."
fi
build release
# The tests of the weight readers use the real file where it is, and random graphs are held against ONNX Runtime.
[ "${CI:-}" != true ] || { training/fetch-weights.sh && tests/fetch-onnxruntime.sh; } >/dev/null
ctest --preset release -j "$(nproc)" "$@"
if [ "${CI:-}" = true ]; then
  status=0
  tests/debian13.sh || status=$?
  # 77: it cannot run on this machine, and has said why.
  [ "$status" -eq 77 ] || exit "$status"
fi
