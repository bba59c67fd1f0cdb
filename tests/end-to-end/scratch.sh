# shellcheck shell=bash
# Sourced by the tests here: an empty folder to work in, which goes at the end with every program in $pids, and ways to
# fail. Gives $root (the checkout), $scratch and $pids.
# shellcheck disable=SC2034
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
pids=()
cleanup() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT
cd "$scratch" || exit

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect_fault TEXT COMMAND...: exit status 1 and one line on standard error, with that text.
expect_fault() {
  local fault=$1 status=0
  shift
  "$@" >out 2>err || status=$?
  [ "$status" -eq 1 ] || fail "$*: exit status $status"
  [ "$(wc -l <err)" -eq 1 ] || fail "$*: not one line: $(cat err)"
  grep -q -- "$fault" err || fail "$*: $(cat err)"
}

# launched COMMAND...: runs what runs gst-launch-1.0, once more where that does not end. It tells the pipeline to play
# as soon as that is paused; where another thread says only then that it is paused, GStreamer takes the pipeline for not
# playing (`posted_playing` in its gstbin.c, seen with 1.26 on a busy machine) and never tells of its end.
launched() {
  local status
  for _ in 1 2 3; do
    status=0
    timeout 100 "$@" || status=$?
    [ "$status" -eq 124 ] || return "$status"
    echo "did not end, once more: $*" >&2
  done
  fail "did not end: $*"
}

# wait_for WHAT COMMAND...: until the command succeeds, for a minute.
wait_for() {
  local what=$1
  shift
  for _ in $(seq 1200); do
    "$@" 2>/dev/null && return
    sleep 0.05
  done
  [ ! -s err ] || what+="; it said: $(cat err)"
  fail "$what"
}
