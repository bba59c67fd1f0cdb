// SPDX-License-Identifier: MIT
//
// Writes random graphs of the operations that oneDNN runs, with what comes out of them, for others to
// compare:
//
//   random_graphs FOLDER COUNT    N.onnx with its input "x", N.input and N.output (float32, one after the
//   other), N =
//                                 1..COUNT
//
// Every third one has an operation in the middle that stays with OpenCV, every second one is shared by two
// threads. The reading of ONNX is tested with
// it: the others need not be OpenCV.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <opencv2/dnn.hpp>
#include <stdexcept>

#include "network.hpp"
#include "onednn_network.hpp"

namespace aesthetic::layers::test {
namespace {

// A tensor of the graph: of pictures as long as it has four sizes.
struct Made {
  std::string name;
  Ints shape;
};

class RandomGraph {
 public:
  explicit RandomGraph(unsigned seed) : network_(seed) {
    const Ints shape = {network_.pick(1, 3), network_.pick(1, 8), network_.pick(12, 28),
                        network_.pick(12, 28)};
    now_ = {network_.input("x", shape), shape};
    const auto steps = network_.pick(5, 14);
    const auto foreign = seed % 3 == 0 ? steps / 2 : -1;
    for (std::int64_t step = 0; step < steps; ++step) {
      seen_.push_back(now_);
      if (step == foreign) one_to_one("Tanh");
      grow();
    }
    finish();
  }

  const Network& network() const { return network_; }

 private:
  void grow() {
    using Step = void (RandomGraph::*)();
    constexpr std::array<Step, 10> steps = {
        &RandomGraph::convolve,   &RandomGraph::convolve, &RandomGraph::convolve_depthwise,
        &RandomGraph::normalise,  &RandomGraph::activate, &RandomGraph::pool,
        &RandomGraph::add,        &RandomGraph::gate,     &RandomGraph::scale,
        &RandomGraph::concatenate};
    const auto which = static_cast<std::size_t>(network_.pick(0, steps.size() - 1));
    (this->*steps[which])();
  }

  void become(const std::string& type, const std::vector<std::string>& inputs,
              const std::vector<Attribute>& attributes, const Ints& shape) {
    now_ = {network_.node(type, inputs, attributes), shape};
  }

  void one_to_one(const std::string& type, const std::vector<Attribute>& attributes = {}) {
    become(type, {now_.name}, attributes, now_.shape);
  }

  // Sizes after a window of so many places, with a place added on every side.
  Ints windowed(std::int64_t channels, std::int64_t kernel, std::int64_t stride, std::int64_t pad) const {
    const auto size = [&](std::int64_t before) { return (before + 2 * pad - kernel) / stride + 1; };
    return {now_.shape[0], channels, size(now_.shape[2]), size(now_.shape[3])};
  }

  bool fits(std::int64_t kernel) const { return now_.shape[2] >= kernel && now_.shape[3] >= kernel; }

  void convolve_in(std::int64_t groups, std::int64_t channels) {
    const auto kernel = fits(3) ? network_.pick(1, 3) : 1;
    const auto stride = network_.pick(1, 2);
    const auto pad = network_.pick(0, kernel - 1);
    const auto in = now_.shape[1] / groups;
    // Values stay of a size whatever is summed.
    const auto most = 1.5F / static_cast<float>(in * kernel * kernel);
    std::vector<std::string> inputs = {now_.name,
                                       network_.weights({channels, in, kernel, kernel}, -most, 2 * most)};
    if (network_.pick(0, 1) == 1) inputs.push_back(network_.weights({channels}));
    become("Conv", inputs,
           {{"group", groups},
            {"kernel_shape", Ints{kernel, kernel}},
            {"strides", Ints{stride, stride}},
            {"pads", Ints{pad, pad, pad, pad}}},
           windowed(channels, kernel, stride, pad));
  }

  void convolve() { convolve_in(1, network_.pick(1, 40)); }
  void convolve_depthwise() { convolve_in(now_.shape[1], now_.shape[1]); }

  void normalise() {
    const auto channels = now_.shape[1];
    become("BatchNormalization",
           {now_.name, network_.weights({channels}), network_.weights({channels}),
            network_.weights({channels}), network_.weights({channels}, 0.5, 2)},
           {{"epsilon", 1e-3F}}, now_.shape);
  }

  void activate() {
    switch (network_.pick(0, 2)) {
      case 0:
        return one_to_one("Relu");
      case 1:
        return one_to_one("Sigmoid");
      default:
        return one_to_one("Clip", {{"min", 0.0F}, {"max", 1.0F}});
    }
  }

  void pool() {
    if (!fits(3)) return activate();
    const bool greatest = network_.pick(0, 1) == 1;
    const auto stride = network_.pick(1, 2);
    become(greatest ? "MaxPool" : "AveragePool", {now_.name},
           {{"kernel_shape", Ints{3, 3}}, {"strides", Ints{stride, stride}}, {"pads", Ints{1, 1, 1, 1}}},
           windowed(now_.shape[1], 3, stride, 1));
  }

  // With anything before it that has the same sizes, itself at worst.
  void add() {
    std::vector<Made> same = {now_};
    for (const auto& made : seen_)
      if (made.shape == now_.shape) same.push_back(made);
    const auto& other =
        same[static_cast<std::size_t>(network_.pick(0, static_cast<std::int64_t>(same.size()) - 1))];
    become(network_.pick(0, 3) == 0 ? "Mul" : "Add", {now_.name, other.name}, {}, now_.shape);
  }

  void gate() {
    const auto mean = network_.node("GlobalAveragePool", {now_.name});
    become("Mul", {now_.name, network_.node("Sigmoid", {mean})}, {}, now_.shape);
  }

  void scale() {
    const auto channels = now_.shape[1];
    become("Mul", {now_.name, network_.weights({1, channels, 1, 1})}, {}, now_.shape);
  }

  void concatenate() {
    std::vector<std::string> inputs = {now_.name};
    auto shape = now_.shape;
    for (const auto& made : seen_) {
      if (made.shape[2] != shape[2] || made.shape[3] != shape[3] || shape[1] + made.shape[1] > 96) continue;
      inputs.push_back(made.name);
      shape[1] += made.shape[1];
    }
    if (inputs.size() == 1) return activate();
    become("Concat", inputs, {{"axis", std::int64_t{1}}}, shape);
  }

  void finish() {
    if (network_.pick(0, 2) == 0) {
      network_.output(now_.name);
      return;
    }
    const auto channels = now_.shape[1];
    const auto tasks = network_.pick(1, 12);
    const auto mean = network_.node("GlobalAveragePool", {now_.name});
    const auto flat = network_.node("Flatten", {mean}, {{"axis", std::int64_t{1}}});
    const auto dense =
        network_.node("Gemm", {flat, network_.weights({tasks, channels}), network_.weights({tasks})},
                      {{"transB", std::int64_t{1}}});
    network_.output(network_.pick(0, 1) == 0
                        ? network_.node("Sigmoid", {dense})
                        : network_.node("Softmax", {dense}, {{"axis", std::int64_t{1}}}));
  }

  Network network_;
  Made now_;
  std::vector<Made> seen_;
};

void write(const std::filesystem::path& file, const void* bytes, std::size_t count) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
  if (!stream.flush()) throw std::runtime_error(file.string() + ": cannot be written");
}

void write(const std::filesystem::path& file, const cv::Mat& values) {
  write(file, values.data, values.total() * values.elemSize());
}

void write_graph(const std::filesystem::path& stem, unsigned seed) {
  const RandomGraph graph(seed);
  const auto bytes = graph.network().bytes();
  Settings settings;
  settings.threads = seed % 2 == 0 ? 2 : 1;
  settings.worth_a_thread = 0;
  auto [net, uses_onednn] = read_onednn_network([&] { return graph.network().bytes(); }, settings);
  if (!uses_onednn) throw std::runtime_error("graph " + std::to_string(seed) + ": nothing runs on oneDNN");
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  const auto& [name, shape] = graph.network().inputs()[0];
  cv::Mat input(std::vector<int>(shape.begin(), shape.end()), CV_32F);
  cv::RNG(seed).fill(input, cv::RNG::UNIFORM, -1.0, 1.0);
  net.setInput(input, name);
  const cv::Mat output = net.forward(graph.network().outputs()[0]);
  write(stem.string() + ".onnx", bytes.data(), bytes.size());
  write(stem.string() + ".input", input);
  write(stem.string() + ".output", output);
}

}  // namespace
}  // namespace aesthetic::layers::test

int main(int argc, char** argv) {
  const auto count = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 0;
  if (count == 0) {
    std::cerr << "usage: random_graphs FOLDER COUNT\n";
    return 2;
  }
  try {
    const std::filesystem::path folder = argv[1];
    for (unsigned seed = 1; seed <= count; ++seed)
      aesthetic::layers::test::write_graph(folder / std::to_string(seed), seed);
  } catch (const std::exception& fault) {
    std::cerr << "random_graphs: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
