#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs choice/choice.py on a folder of rated photographs (oasis_beauty/ and biq2021/, as for training): builds the
# program and installs katna from the Python package index into build/choice. Further words go to choice.py:
#
#   tests/bench/choice.sh ../shared/data --clips 4 --options "" "--by quality"
set -euo pipefail
[ $# -ge 1 ] || { echo "choice.sh: which folder has oasis_beauty/ and biq2021/?" >&2; exit 2; }
data=$(realpath "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=/usr/bin/python3  # Debian's, which has Debian's OpenCV

cmake/install-packages.sh
cmake --preset run >/dev/null
cmake --build --preset run >/dev/null
katna=$PWD/build/choice/katna
if [ ! -d "$katna" ]; then
  mkdir -p build/choice
  # moviepy 2 has lost what katna imports.
  if "$python" -m pip install --quiet --target "$katna.part" katna==0.9.2 moviepy==1.0.3 opencv-contrib-python==4.11.0.86 \
    2>build/choice/katna.log; then
    mv "$katna.part" "$katna"
  else
    echo "choice.sh: katna is left out: $(tail -n 1 build/choice/katna.log)" >&2
    katna=
  fi
fi
plugin=$(find build/run -name libgstaesthetic.so)
GST_PLUGIN_PATH=$(dirname "$plugin")
export GST_PLUGIN_PATH
exec "$python" tests/bench/choice/choice.py --program build/run/bin/aesthetic --data "$data" --out build/choice/clips \
  ${katna:+--katna "$katna"} "$@"
