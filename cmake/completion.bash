# bash completion for aesthetic and aesthetic-train                         -*- shell-script -*-
# SPDX-License-Identifier: MIT
#
# Commands, options and the values that an option names come from the programs' own --help.

# The values of an option whose description is a list of words, as "auto, cpu or cuda".
_aesthetic_values() {
  awk -v option="$1" '
    /^ *-/ { inside = 0 }
    $0 ~ "(^|[ ,])" option "( |$)" && /^ *-/ { inside = 1; sub(/^ *-.*[^ ]   */, "") }
    inside { sub(/^ +/, ""); text = text " " $0 }
    END {
      sub(/\(default:.*/, "", text)
      sub(/[:;].*/, "", text)
      count = split(text, words, /,? or |, */)
      if (count < 2) exit
      for (i = 1; i <= count; ++i) {
        gsub(/^ +| +$/, "", words[i])
        if (words[i] !~ /^[a-z0-9-]+$/) exit
      }
      for (i = 1; i <= count; ++i) print words[i]
    }'
}

_aesthetic() {
  local cur prev words cword
  _init_completion -n : || return
  local program=${words[0]} help values
  if ((cword == 1)); then
    values=$("$program" --help 2>/dev/null |
      sed -n -e 's/^  \([a-z][a-z-]*\)  .*/\1/p' -e 's/^aesthetic-train \([a-z][a-z-]*\) \.\.\. .*/\1/p')
    mapfile -t COMPREPLY < <(compgen -W "$values --help" -- "$cur")
    return
  fi
  help=$("$program" "${words[1]}" --help 2>/dev/null) || return
  if [[ $prev == -* ]]; then
    values=$(_aesthetic_values "$prev" <<<"$help")
    if [[ -n $values ]]; then
      mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
      return
    fi
    # What follows the option's name says what it takes: nothing, a folder, a file, or something to be typed.
    case $(sed -n "s/^ *\(-.,\)\{0,1\} *$prev \([A-Za-z]*\)\( .*\)\{0,1\}$/\2/p; s/^ *$prev, *--[a-z-]* \([A-Z]*\)\( .*\)\{0,1\}$/\1/p" <<<"$help") in
      "") ;;
      FOLDER)
        _filedir -d
        return
        ;;
      FILE | VIDEO | arg)
        _filedir
        return
        ;;
      *) return ;;
    esac
  fi
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_parse_help - <<<"$help")" -- "$cur")
  else
    _filedir
  fi
}

complete -F _aesthetic aesthetic aesthetic-train
