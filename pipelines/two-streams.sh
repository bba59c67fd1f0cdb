#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Scores two streams at a time in one process, where they share the loaded model, and prints for each of them once a
# second "first" or "second" and its score.
#
#   pipelines/two-streams.sh FILE|ADDRESS FILE|ADDRESS
#
# For more streams add a line to the pipeline for each.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

[ "${1:-}" != --help ] || help_and_exit
[ $# -eq 2 ] || fail "name two streams (see --help)"

# Sets SOURCE to the beginning of a pipeline.
find_source() {
  case "$1" in
    *://*) SOURCE=(uridecodebin "uri=$1") ;;
    *)
      [ -f "$1" ] || fail "$1: no such file"
      SOURCE=(filesrc "location=$1" ! decodebin)
      ;;
  esac
}

find_source "$1"
first=("${SOURCE[@]}")
find_source "$2"
second=("${SOURCE[@]}")
prepare
# Each at its own pace (sync=true); -m prints the scores, which sed makes readable. max-rate: scores a second.
gst-launch-1.0 -m \
  "${first[@]}" ! aestheticscore name=first max-rate=1 ! fakesink sync=true async=false \
  "${second[@]}" ! aestheticscore name=second max-rate=1 ! fakesink sync=true async=false |
  sed -un 's/.* from element "\(first\|second\)".*aesthetic-score.* overall=(double)\([0-9.]*\).*/\1 \2/p'
