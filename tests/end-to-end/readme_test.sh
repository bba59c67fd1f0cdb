#!/usr/bin/env bash
# Runs every ```sh block of README.md, each in a shell of its own, compiles and runs every ```c block and runs every
# ```python block, all in a scratch folder with video.mp4, against the build tree. A block with "<!-- not run: reason -->" on the line before it is left out, and the reason printed;
# so are lines that are set-up commands, which are tested elsewhere and would start this test again.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readme=$root/README.md
[ -f "$readme" ] || { echo "README.md: no such file" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/blocks" "$scratch/work"
export PATH=$AESTHETIC_BUILD/bin:$PATH GST_PLUGIN_PATH=$AESTHETIC_PLUGINS

# blocks/LINE.sh (or .c, .python) for what runs; a line on standard output for what does not.
awk -v blocks="$scratch/blocks" '
  /^```(sh|c|python) *$/ && !inside {
    inside = 1
    file = sprintf("%s/%05d.%s", blocks, NR, substr($1, 4))
    if (reason != "") { print "line " NR ": not run: " reason; file = "/dev/null" }
    next
  }
  /^```/ { inside = 0 }
  inside && /^(\.\/)?(pipelines\/best-frames\.sh|tests\/run\.sh)/ {
    print "line " NR ": not run here, a test of its own: " $0
    next
  }
  inside { print > file }
  { reason = "" }
  /^<!-- not run: .* -->$/ { reason = $0; sub(/^<!-- not run: /, "", reason); sub(/ -->$/, "", reason) }
' "$readme"

cd "$scratch/work"
gst-launch-1.0 -q videotestsrc num-buffers=50 pattern=ball background-color=0xff406080 ! \
  video/x-raw,width=320,height=240,framerate=25/1 ! openh264enc ! h264parse ! mp4mux ! \
  filesink location=video.mp4

run_block() {
  case "$1" in
    *.sh) bash -euo pipefail "$1" ;;
    *.c)
      local flags
      read -ra flags <<<"$(pkg-config --cflags --libs gstreamer-app-1.0)"
      gcc -Wall -Wextra -Werror -x c "$1" -o "$scratch/example" "${flags[@]}" && "$scratch/example"
      ;;
    # Debian's own interpreter has the GStreamer bindings.
    *.python) /usr/bin/python3 "$1" ;;
  esac >"$scratch/log" 2>&1 </dev/null && [ -s "$scratch/log" ] && ! grep -q Traceback "$scratch/log"
}

run=0
failed=0
for block in "$scratch"/blocks/*; do
  [ -e "$block" ] || break
  line=$(basename "$block")
  line=$((10#${line%%.*}))
  if run_block "$block"; then
    echo "line $line: runs"
  else
    echo "line $line: FAILED:"
    sed 's/^/  /' "$block"
    echo "it printed:"
    tail -n 20 "$scratch/log"
    failed=$((failed + 1))
  fi
  run=$((run + 1))
done
echo "$run blocks of README.md run, $failed failed"
[ "$run" -gt 0 ] && [ "$failed" -eq 0 ]
