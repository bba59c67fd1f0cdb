#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fetches ONNX Runtime for Python from the Python package index into build/onnxruntime, for the tests that hold
# networks against it. Quick and without network when it is there already.
#
#   tests/fetch-onnxruntime.sh
set -euo pipefail

folder=$(dirname "$(dirname "$(realpath "$0")")")/build/onnxruntime
packages="numpy==2.2.6 onnxruntime==1.21.0"
fail() { echo "fetch-onnxruntime.sh: $1" >&2; exit 1; }

[ "$(cat "$folder/installed" 2>/dev/null)" != "$packages" ] || exit 0
rm -rf "$folder" "$folder.part"
mkdir -p "$folder.part" 2>/dev/null || fail "$folder.part: cannot be written"
trap 'rm -rf "$folder.part"' EXIT
# For the Python that runs the tests, which need not be the first in PATH.
# shellcheck disable=SC2086  # words
/usr/bin/python3 -m pip install --quiet --disable-pip-version-check --target "$folder.part/packages" $packages \
  >"$folder.part/log" 2>&1 || fail "$packages cannot be fetched from the Python package index: $(tail -n 1 "$folder.part/log")"
echo "$packages" >"$folder.part/installed"
mv "$folder.part" "$folder"
