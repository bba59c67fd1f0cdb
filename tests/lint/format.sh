#!/usr/bin/env bash
# Fails and shows the places where clang-format would change a source file.
set -euo pipefail
find cvmodule gst-plugin training pipelines tests -name '*.cpp' -o -name '*.hpp' -o -name '*.h' | xargs clang-format --dry-run -Werror
