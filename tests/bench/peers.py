#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the same networks with this library and with its peers, in turns, and prints pictures a second.

  tests/bench/peers.sh                               on the processor: OpenCV's own layers, this in float32, bfloat16
                                                     and int8, ONNX Runtime, OpenVINO in float32 and in its default
                                                     precision, LibTorch; installs the peers into build/peers
  peers.py --bench PATH/network_bench --folder DIR   the same with the Python packages that are there
           [--device cuda]                           on a GPU: this in float32 and half, ONNX Runtime, PyTorch in half

Every round measures each program once; printed are the median of the rounds, the spread between the lowest and the
highest, the ratio to the first program in the table, and the arithmetic reached, also as a share of what a product of
large matrices reaches there in the same run: on a processor oneDNN's own in the precision of the program. At the end,
on a processor, where the time of VGG16 goes. A package that is missing is named and left out.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time

NETWORKS = ["vgg16", "squeezenet1_1", "efficientnet_lite0", "resnet50"]
SIDE = 224


def measured(command, name, seconds):
    """Pictures a second of a benchmark of a program; None where the program has no such benchmark."""
    command = [*command, f"--benchmark_filter=^{name}/", f"--benchmark_min_time={seconds}", "--benchmark_format=json"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(answer)["benchmarks"] if answer.strip() else []
    return found[0].get("items_per_second") if found else None


class Ours:
    """A device of this library, measured by network_bench in a process of its own."""

    def __init__(self, bench, folder, device):
        self.name = {"cpu": "OpenCV", "cpu-onednn": "this, float32", "cpu-onednn-bf16": "this, bfloat16",
                     "cpu-onednn-int8": "this, int8", "cuda": "this, CUDA", "cuda-fp16": "this, CUDA half"}[device]
        self.limit = {"cpu-onednn-bf16": "bfloat16", "cpu-onednn-int8": "int8"}.get(device, "float32")
        self.bench, self.folder, self.device = bench, folder, device

    def measure(self, network, batch, seconds):
        return measured([self.bench, self.folder], f"{network}/{self.device}/{batch}", seconds)


class LibTorch:
    """As the trainer builds the networks, measured by libtorch_bench in a process of its own."""

    def __init__(self, bench, precision):
        if not bench:
            raise ImportError("LibTorch: no --libtorch")
        self.name, self.bench, self.limit = f"LibTorch, {precision}", bench, precision

    def measure(self, network, batch, seconds):
        return measured([self.bench], f"{network}/{self.limit}/{batch}", seconds)


def pictures_a_second(run, batch, seconds, finish=lambda: None):
    run()
    finish()
    runs, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        run()
        runs += 1
    finish()
    return runs * batch / (time.perf_counter() - begin)


def with_batch(file, batch):
    """The network, for so many pictures at a time instead of one."""
    import onnx

    model = onnx.load(file)
    for tensor in [*model.graph.input, *model.graph.output]:
        tensor.type.tensor_type.shape.dim[0].dim_value = batch
    return model.SerializeToString()


class OnnxRuntime:
    limit = "float32"

    def __init__(self, folder, device):
        import numpy
        import onnx  # noqa: F401, for with_batch()
        import onnxruntime

        self.numpy, self.runtime, self.folder = numpy, onnxruntime, folder
        self.name = f"ONNX Runtime {onnxruntime.__version__}"
        self.provider = "CUDAExecutionProvider" if device == "cuda" else "CPUExecutionProvider"
        if self.provider not in onnxruntime.get_available_providers():
            raise ImportError(f"onnxruntime has no {self.provider}")

    def measure(self, network, batch, seconds):
        options = self.runtime.SessionOptions()
        options.intra_op_num_threads = len(os.sched_getaffinity(0))
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = with_batch(f"{self.folder}/{network}.onnx", batch)
        session = self.runtime.InferenceSession(model, options, [self.provider])
        picture = self.numpy.random.rand(batch, 3, SIDE, SIDE).astype("float32")
        if self.provider == "CPUExecutionProvider":
            return pictures_a_second(lambda: session.run(None, {"picture": picture}), batch, seconds)
        binding = session.io_binding()
        binding.bind_cpu_input("picture", picture)
        binding.bind_output("scores", "cuda")
        return pictures_a_second(lambda: session.run_with_iobinding(binding), batch, seconds)


class OpenVino:
    def __init__(self, folder, precision):
        import numpy
        import openvino

        self.numpy, self.folder, self.precision = numpy, folder, precision
        self.openvino = openvino
        self.limit = "bfloat16" if not precision and "bf16" in cpuinfo("flags") else "float32"
        self.name = f"OpenVINO {openvino.__version__.split('-')[0]}{' ' + precision if precision else ''}"

    def measure(self, network, batch, seconds):
        core = self.openvino.Core()
        model = core.read_model(f"{self.folder}/{network}.onnx")
        model.reshape([batch, 3, SIDE, SIDE])
        settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": len(os.sched_getaffinity(0))}
        if self.precision:
            settings["INFERENCE_PRECISION_HINT"] = self.precision
        request = core.compile_model(model, "CPU", settings).create_infer_request()
        picture = self.numpy.random.rand(batch, 3, SIDE, SIDE).astype("float32")
        return pictures_a_second(lambda: request.infer({0: picture}), batch, seconds)


class Torch:
    """VGG16 with the head of the paper, channels last, in half precision."""

    def __init__(self, graphs):
        import torch

        if not torch.cuda.is_available():
            raise ImportError("torch sees no GPU")
        self.torch, self.graphs = torch, graphs
        self.name = f"PyTorch {torch.__version__.split('+')[0]} half{', CUDA graphs' if graphs else ''}"

    def network(self):
        nn = self.torch.nn
        layers, channels = [], 3
        for count, width in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
            for _ in range(count):
                layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True)]
                channels = width
            layers.append(nn.MaxPool2d(2))
        layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(),
                   nn.Linear(64, 5), nn.Sigmoid()]
        return nn.Sequential(*layers).cuda().half().eval().to(memory_format=self.torch.channels_last)

    def measure(self, network, batch, seconds):
        if network != "vgg16":
            return None
        torch = self.torch
        module = self.network()
        host = torch.rand(batch, 3, SIDE, SIDE).pin_memory()
        held = torch.empty(batch, 3, SIDE, SIDE, device="cuda", dtype=torch.half).to(memory_format=torch.channels_last)
        with torch.inference_mode():
            for _ in range(3):
                module(held)
            graph = torch.cuda.CUDAGraph() if self.graphs else None
            if graph:
                with torch.cuda.graph(graph):
                    scores = module(held)

            def run():
                nonlocal scores
                held.copy_(host.cuda(non_blocking=True))
                if graph:
                    graph.replay()
                else:
                    scores = module(held)
                scores.cpu()

            if not graph:
                scores = module(held)
            return pictures_a_second(run, batch, seconds, torch.cuda.synchronize)


def operations(folder, network):
    """Of one picture: a multiplication and an addition count as two."""
    with open(f"{folder}/{network}.json", encoding="utf-8") as file:
        return 2 * int(re.search(r"(\d+) multiply-adds", json.load(file)["provenance"]["architecture"])[1])


def machine_limits():
    """What the GPU reaches at best: half-precision matrix products and copies within its memory. Operations a second."""
    import torch

    side = 8192
    a, b = (torch.randn(side, side, device="cuda", dtype=torch.half) for _ in range(2))
    products = pictures_a_second(lambda: torch.matmul(a, b), 1, 1, torch.cuda.synchronize)
    source = torch.empty(2**30, device="cuda", dtype=torch.uint8)
    target = torch.empty_like(source)
    copies = pictures_a_second(lambda: target.copy_(source), 1, 1, torch.cuda.synchronize)
    print(f"half-precision matrix products: {2 * side**3 * products / 1e12:.0f} TFLOP/s; "
          f"copies: {2 * 2**30 * copies / 1e12:.2f} TB/s, bytes read and written")
    return 2 * side**3 * products


def processor_limits(bench, folder):
    """The best rate of oneDNN's matrix products, by precision. Operations a second."""
    command = [bench, folder, "--benchmark_filter=^limit/", "--benchmark_min_time=1", "--benchmark_format=json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["benchmarks"]
    limits = {entry["name"].split("/")[1]: entry["items_per_second"] for entry in found}
    print("matrix products of oneDNN: " + ", ".join(f"{name} {rate / 1e12:.3f} TFLOP/s" for name, rate in limits.items()))
    return limits


def profile(bench, folder, network, device):
    """Where the time of a picture goes: oneDNN's own times of its primitives, the median of some runs."""
    command = [bench, folder, f"--benchmark_filter=^{network}/{device}/1/", "--benchmark_min_time=1"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "ONEDNN_VERBOSE": "1"})
    times = {}
    for line in answer.stdout.splitlines():
        if not re.match(r"(onednn|dnnl)_verbose.*,exec,", line):
            continue
        kind, implementation, *_, problem, taken = line.split(",exec,", 1)[1].removeprefix("cpu,").split(",")
        times.setdefault((kind, implementation, problem), []).append(float(taken))
    if not times:
        return
    # What ran while the network was loaded, on one thread too, is less than half of the runs.
    pictures = statistics.mode(len(values) for values in times.values())
    rows = [(statistics.median(values) * max(1, round(len(values) / pictures)), key) for key, values in times.items()
            if len(values) >= pictures / 2]
    whole = sum(taken for taken, _ in rows)
    print(f"\n{network} on {device}, batch 1: {whole:.2f} ms in oneDNN")
    for taken, (kind, implementation, problem) in sorted(rows, reverse=True)[:16]:
        print(f"  {taken:8.2f} ms {taken / whole:4.0%}  {kind} {implementation} {problem}")


def speed(rate, limit):
    return f"{rate / 1e12:8.3f} TFLOP/s" + (f" {rate / limit:4.0%}" if limit else "")


def available(makers):
    programs = []
    for make in makers:
        try:
            programs.append(make())
        except ImportError as fault:
            print(f"left out: {fault}", file=sys.stderr)
    return programs


def cpuinfo(field):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return re.search(rf"{field}\s*: (.*)", file.read())[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True, help="the program network_bench")
    parser.add_argument("--libtorch", help="the program libtorch_bench")
    parser.add_argument("--folder", required=True, help="where the networks are written")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--networks", nargs="+", default=NETWORKS, choices=NETWORKS)
    parser.add_argument("--batches", nargs="+", type=int, help="pictures at a time")
    parser.add_argument("--cores", type=int, help="use so many processor cores")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.3, help="for one measurement")
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[: arguments.cores]
    os.sched_setaffinity(0, cores)
    ours = ["cpu", "cpu-onednn", "cpu-onednn-bf16", "cpu-onednn-int8"] if arguments.device == "cpu" else ["cuda", "cuda-fp16"]
    makers = [lambda device=device: Ours(arguments.bench, arguments.folder, device) for device in ours]
    makers.append(lambda: OnnxRuntime(arguments.folder, arguments.device))
    if arguments.device == "cpu":
        makers += [lambda: OpenVino(arguments.folder, "f32"), lambda: OpenVino(arguments.folder, "")]
        makers += [lambda precision=precision: LibTorch(arguments.libtorch, precision) for precision in ("float32", "bfloat16")]
    else:
        makers += [lambda: Torch(False), lambda: Torch(True)]
    subprocess.run([arguments.bench, arguments.folder, "--benchmark_filter=^$"], check=True, capture_output=True)
    programs = available(makers)
    print(f"{cpuinfo('model name')}, {len(cores)} cores; median of {arguments.rounds} rounds (lowest to highest), ratio to {programs[0].name}")
    if arguments.device == "cuda":
        rate = machine_limits()
        limits = dict.fromkeys(("float32", "bfloat16", "int8"), rate)
    else:
        limits = processor_limits(arguments.bench, arguments.folder)
    for network in arguments.networks:
        for batch in arguments.batches or ([1, 8] if arguments.device == "cpu" else [1, 8, 32, 64, 128]):
            found = [[] for _ in programs]
            for _ in range(arguments.rounds):
                for program, values in zip(programs, found):
                    values.append(program.measure(network, batch, arguments.seconds))
            first = statistics.median(found[0])
            for program, values in zip(programs, found):
                if None in values:
                    continue
                median = statistics.median(values)
                print(f"{network:20} batch {batch:3}  {program.name:34} {median:9.1f} /s ({min(values):.1f} to "
                      f"{max(values):.1f}) {median / first:6.2f} {speed(median * operations(arguments.folder, network), limits.get(getattr(program, 'limit', 'float32')))}",
                      flush=True)
    if arguments.device == "cpu":
        for device in ours[1:]:
            profile(arguments.bench, arguments.folder, "vgg16", device)


if __name__ == "__main__":
    main()
