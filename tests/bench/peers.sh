#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs peers.py on the processor: builds network_bench and libtorch_bench and installs the peers from the Python package index into
# build/peers. Further words go to peers.py: tests/bench/peers.sh --cores 1 --networks vgg16
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cmake/install-packages.sh
cmake --preset release >/dev/null
cmake --build --preset release --target network_bench libtorch_bench >/dev/null
packages=$PWD/build/peers/packages
wanted="numpy==2.2.6 onnx==1.17.0 onnxruntime==1.21.0 openvino==2025.2.0"
if [ "$(cat "$packages/installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$packages" "$packages.part"
  # shellcheck disable=SC2086  # words
  python3 -m pip install --quiet --target "$packages.part" $wanted
  echo "$wanted" >"$packages.part/installed"
  mv "$packages.part" "$packages"
fi
PYTHONPATH=$packages exec python3 tests/bench/peers.py --bench build/release/bin/network_bench \
  --libtorch build/release/bin/libtorch_bench --folder build/peers/networks "$@"
