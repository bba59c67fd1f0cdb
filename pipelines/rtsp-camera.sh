#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Watches a network camera: prints its scores and keeps the best frame of every ten seconds, until it is interrupted.
# A camera that goes away is waited for.
#
#   pipelines/rtsp-camera.sh rtsp://[USER:PASSWORD@]HOST[:PORT]/PATH [options of 'aesthetic watch']
#
# The frames go to rtsp-frames/ (--output). --window, --rate, --json and --mqtt are worth a look.
set -euo pipefail
# shellcheck source=pipelines/setup.sh
source "$(dirname "$(readlink -f "$0")")/setup.sh"

case "${1:-}" in
  --help) help_and_exit ;;
  rtsp*://*) address=$1 ;;
  "") fail "name the camera's address, as rtsp://192.168.1.20/stream1" ;;
  *) fail "$1: no RTSP address" ;;
esac
shift
case " $* " in
  *" --output"* | *" -o"*) ;;
  *) set -- --output rtsp-frames "$@" ;;
esac
prepare
exec aesthetic watch "$address" "$@"
