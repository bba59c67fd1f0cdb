#!/usr/bin/env bash
# What bash completes after the words of a command line, by the functions that an interactive shell calls.
set -euo pipefail
# shellcheck source=tests/end-to-end/scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
mkdir folder
: >video.mp4
export PATH=$AESTHETIC_BUILD/bin:$PATH
set +u +e # bash-completion is not written for them
# shellcheck disable=SC1091
source /usr/share/bash-completion/bash_completion
# shellcheck source=cmake/completion.bash
source "$root/cmake/completion.bash"

failed=0
# completes EXPECTED WORD...: the last word is being typed; EXPECTED is what is offered, sorted.
completes() {
  local expected=$1 function
  shift
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  COMP_LINE=$*
  COMP_POINT=${#COMP_LINE}
  COMPREPLY=()
  function=$(complete -p "$1" | sed 's/.*-F \([^ ]*\) .*/\1/')
  "$function" "$1" "${*: -1}" "${@: -2:1}"
  local offered
  offered=$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' ')
  [ "$offered" = "$expected" ] && return
  echo "FAILED: '$COMP_LINE' completes to '$offered' instead of '$expected'"
  failed=1
}

completes "watch" aesthetic wa
completes "--mqtt --mqtt-ca --mqtt-queue" aesthetic watch video.mp4 --mq
completes "--min-gap" aesthetic best --min
completes "video.mp4" aesthetic score vi
completes "auto cpu cpu-onednn cpu-onednn-bf16 cpu-onednn-int8 cuda cuda-fp16" aesthetic watch --device ""
completes "cpu cpu-onednn cpu-onednn-bf16 cpu-onednn-int8" aesthetic score video.mp4 --device cp
completes "folder" aesthetic best -o ""
completes "folder" aesthetic watch --output f
completes "folder video.mp4" aesthetic watch --model ""
completes "" aesthetic watch --rate ""
completes "folder video.mp4" aesthetic watch --json ""
completes "" aesthetic nonsense --m
for command in $(aesthetic --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
  completes "$command" aesthetic "$command"
  completes "--help" aesthetic "$command" --hel
done
if [ -x "$AESTHETIC_BUILD/bin/aesthetic-train" ]; then
  completes "explain export" aesthetic-train exp
  completes "--checkpoint" aesthetic-train export --check
  completes "folder video.mp4" aesthetic-train export --checkpoint ""
fi
[ "$failed" -eq 0 ] && echo "completion: all as it should be"
