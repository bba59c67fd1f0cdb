#!/usr/bin/env bash
# Makes the manual pages of a program and its commands, with help2man, from what they say with --help.
#
#   cmake/man-pages.sh PROGRAM VERSION DATE FOLDER
#
# Writes PROGRAM.1 and PROGRAM-COMMAND.1 for each command into FOLDER. DATE as 2026-11-22.
set -euo pipefail

program=$1 version=$2 date=$3 folder=$4
name=$(basename "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
rm -f "$folder/$name.1" "$folder/$name"-*.1

# aesthetic-train speaks in another manner: "NAME COMMAND ...  what it does" and "NAME COMMAND: what it does:".
normalised() {
  awk -v name="$name" '
    NR == 1 && /^Usage: / { as_it_is = 1 }
    as_it_is { print; next }
    NR == 1 && index($0, name " ") == 1 && / \.\.\. / { print "Usage: " name " COMMAND [options]\n" }
    index($0, name " ") == 1 && / \.\.\. / {
      printf "  %-14s%s\n", $2, substr($0, index($0, $4))
      next
    }
    NR == 1 && match($0, /: .*:$/) {
      what = substr($0, RSTART + 2, RLENGTH - 3)
      print "Usage: " substr($0, 1, RSTART - 1) " [options]\n\n" toupper(substr(what, 1, 1)) substr(what, 2) "\n\nOptions:"
      next
    }
    { sub(/ +$/, "") }
    /^  -/ { sub(/\(=[^)]*\) /, "& ") }
    { print }
  '
}

# page NAME SUMMARY SEE_ALSO [COMMAND]: help2man calls a program of that name.
page() {
  local page=$1 summary=$2 see_also=$3
  shift 3
  "$program" "$@" --help | normalised >"$work/help"
  printf '#!/bin/sh\ncat "%s"\n' "$work/help" >"$work/$page"
  chmod +x "$work/$page"
  printf '[see also]\n%s\n' "$see_also" >"$work/include"
  help2man --no-info --name "$summary" --version-string "$version" --include "$work/include" "$work/$page" |
    sed "s/^\.TH \([^ ]*\) \"1\" \"[^\"]*\"/.TH \1 \"1\" \"$date\"/" >"$work/page"
  mv "$work/page" "$folder/$page.1"
}

"$program" --help | normalised >"$work/overview"
commands=$(sed -n 's/^  \([a-z][a-z-]*\)  *[^ ].*/\1/p' "$work/overview")
[ -n "$commands" ] || { echo "man-pages.sh: $program --help tells no commands" >&2; exit 1; }
pages=
for command in $commands; do
  summary=$(sed -n "s/^  $command  *\([^ ].*\)/\1/p" "$work/overview")
  page "$name-$command" "$summary" ".BR $name (1)" "$command"
  pages+="${pages:+ ,
}.BR $name-$command (1)"
done
case $name in
  aesthetic) summary="aesthetic scores of pictures and video" ;;
  aesthetic-train) summary="trains networks that give aesthetic scores" ;;
  *) summary=$name ;;
esac
page "$name" "$summary" "$pages"
