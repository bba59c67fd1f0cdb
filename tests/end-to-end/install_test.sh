#!/usr/bin/env bash
# Installs the build tree into an empty folder and uses only what lies there: plugin, default model, program,
# headers with their pkg-config file.
#
#   install_test.sh BUILD_FOLDER PREFIX LIBDIR
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
prefix=$root$2
library_folder=$prefix/$3

DESTDIR=$root cmake --install "$build" >"$root/install.log"
for file in bin/aesthetic share/aesthetic/models/aesthetic-lite.onnx share/aesthetic/models/aesthetic-lite.json \
  share/bash-completion/completions/aesthetic share/man/man1/aesthetic.1 include/aesthetic/scorer.hpp "$3/gstreamer-1.0/libgstaesthetic.so" "$3/pkgconfig/aesthetic.pc"; do
  [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
for command in $("$build/bin/aesthetic" --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
  [ -s "$prefix/share/man/man1/aesthetic-$command.1" ] || { echo "no manual page of aesthetic $command"; exit 1; }
done
# What the trainer's --help says is read in another manner.
if [ -x "$prefix/bin/aesthetic-train" ]; then
  for page in aesthetic-train aesthetic-train-train aesthetic-train-export; do
    [ -s "$prefix/share/man/man1/$page.1" ] || { echo "no manual page $page"; exit 1; }
  done
fi
for page in "$prefix"/share/man/man1/*.1; do
  said=$(mandoc -T lint -W warning "$page" && LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >/dev/null) ||
    { echo "$page: $said"; exit 1; }
  [ -z "$said" ] || { echo "$page: $said"; exit 1; }
done
watch_page=$(LC_ALL=C.UTF-8 MANWIDTH=200 man -l "$prefix/share/man/man1/aesthetic-watch.1")
[[ $watch_page == *"-o, --output FOLDER"* ]] || { echo "aesthetic-watch.1 does not tell its options"; exit 1; }
if grep -rlF "$build" "$library_folder" "$prefix/bin" "$prefix/share/man"; then
  echo "the files above still name the build folder"
  exit 1
fi

unset AESTHETIC_MODEL GST_PLUGIN_PATH
export LD_LIBRARY_PATH=$library_folder GST_PLUGIN_PATH_1_0=$library_folder/gstreamer-1.0
export GST_REGISTRY_1_0=$root/registry
gst-launch-1.0 -m videotestsrc num-buffers=2 ! aestheticscore ! fakesink >"$root/launch.log"
grep -q 'aesthetic-score.*overall' "$root/launch.log" || { cat "$root/launch.log"; echo "no score on the bus"; exit 1; }
"$prefix/bin/aesthetic" devices | grep -q cpu

cat >"$root/use.cpp" <<'CPP'
#include <aesthetic/picture.hpp>
#include <aesthetic/scorer.hpp>
#include <iostream>
int main() {
  aesthetic::Scorer scorer(aesthetic::default_model());
  const cv::Mat grey(480, 640, CV_8UC3, cv::Scalar(128, 128, 128));
  std::cout << scorer.score(aesthetic::prepare(grey, scorer.card().input)).overall() << '\n';
}
CPP
sed -i "s#^prefix=.*#prefix=$prefix#" "$library_folder/pkgconfig/aesthetic.pc"
read -ra flags <<<"$(PKG_CONFIG_PATH=$library_folder/pkgconfig pkg-config --cflags --libs aesthetic)"
g++ -std=c++17 "$root/use.cpp" -o "$root/use" "${flags[@]}"
"$root/use"
