#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""random_graphs_test.py PROGRAM [COUNT]: random graphs on oneDNN against ONNX Runtime.

PROGRAM is random_graphs. In a process of its own, because Debian's onnx library and ONNX Runtime do not get along in one.
Exits with 77 where Python has no ONNX Runtime (tests/fetch-onnxruntime.sh gets it).
"""
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy
    import onnxruntime
except ImportError as fault:
    print(f"not run: {fault}; tests/fetch-onnxruntime.sh gets it")
    sys.exit(77)

TOLERANCE = 1e-4  # of the greatest result, or of 1 where that is smaller


def difference(stem):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # it remarks on results that do not declare their sizes
    session = onnxruntime.InferenceSession(f"{stem}.onnx", options, ["CPUExecutionProvider"])
    (declared,) = session.get_inputs()
    picture = numpy.fromfile(f"{stem}.input", "float32").reshape(declared.shape)
    (expected,) = session.run(None, {declared.name: picture})
    found = numpy.fromfile(f"{stem}.output", "float32")
    if found.size != expected.size:
        return float("inf")
    return float(numpy.abs(expected.ravel() - found).max() / max(1, numpy.abs(expected).max()))


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 150
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder, str(count)], check=True)
        differences = {seed: difference(pathlib.Path(folder, str(seed))) for seed in range(1, count + 1)}
    worst = max(differences, key=differences.get)
    print(f"{count} graphs; greatest difference from ONNX Runtime {onnxruntime.__version__}: "
          f"{differences[worst]:.1e}, in graph {worst}")
    wrong = [f"{seed} ({value:.1e})" for seed, value in differences.items() if not value <= TOLERANCE]
    if wrong:
        sys.exit(f"differ by more than {TOLERANCE}: graphs " + ", ".join(wrong))


if __name__ == "__main__":
    main()
