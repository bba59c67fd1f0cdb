// SPDX-License-Identifier: MIT
#include "architectures.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <utility>

#include "aesthetic/bfloat16.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/model_card.hpp"
#include "onnx_graph.hpp"

namespace aesthetic::test {
namespace {

struct Tensor {
  std::string name;
  std::int64_t channels;
  std::int64_t side;
};

struct ConvShape {
  std::int64_t out;
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t groups = 1;
};

// Draws weights as He and others (2015) do for ReLU: activations keep their size from layer to layer.
class Builder {
 public:
  explicit Builder(const std::string& name) : graph_(name) {}

  Tensor input() {
    return {graph_.input("picture", 3, architecture_side, architecture_side), 3, architecture_side};
  }

  Tensor conv(const Tensor& x, const ConvShape& shape) {
    const auto inputs = x.channels / shape.groups;
    const auto fan_in = inputs * shape.kernel * shape.kernel;
    const auto weights = random(shape.out * fan_in, std::sqrt(2.0 / static_cast<double>(fan_in)));
    const auto bias = random(shape.out, small);
    const auto pad = shape.kernel / 2;
    const auto side = (x.side + 2 * pad - shape.kernel) / shape.stride + 1;
    multiply_adds_ += shape.out * fan_in * side * side;
    return {graph_.conv(x.name, {shape.out, inputs, shape.kernel, shape.kernel, weights.data(), bias.data()},
                        shape.stride, {pad, pad, pad, pad}, shape.groups),
            shape.out, side};
  }
  Tensor relu(Tensor x) {
    x.name = graph_.relu(x.name);
    return x;
  }
  Tensor relu6(Tensor x) {
    x.name = graph_.relu6(x.name);
    return x;
  }
  Tensor add(Tensor x, const Tensor& other) {
    x.name = graph_.add(x.name, other.name);
    return x;
  }
  Tensor concat(const Tensor& a, const Tensor& b) {
    return {graph_.concat({a.name, b.name}), a.channels + b.channels, a.side};
  }
  Tensor max_pool(const Tensor& x, std::int64_t kernel, std::int64_t stride, std::int64_t pad = 0) {
    return {graph_.max_pool(x.name, kernel, stride, {pad, pad, pad, pad}), x.channels,
            (x.side + 2 * pad - kernel) / stride + 1};
  }

  // Global average pooling, hidden layers of so many units, one value in 0..1 for each task.
  Architecture finish(const Tensor& x, const std::vector<std::int64_t>& hidden = {}) {
    std::string y = graph_.flatten(graph_.global_average_pool(x.name));
    std::int64_t width = x.channels;
    for (const auto units : hidden) y = graph_.relu(dense(y, width, units));
    y = graph_.sigmoid(dense(y, width, architecture_tasks));
    graph_.output(y, "scores", architecture_tasks);
    return {graph_.serialize(), multiply_adds_};
  }

 private:
  static constexpr double small = 0.01;

  std::string dense(const std::string& x, std::int64_t& width, std::int64_t units) {
    const auto weights = random(units * width, std::sqrt(2.0 / static_cast<double>(width)));
    const auto bias = random(units, small);
    multiply_adds_ += units * width;
    const auto y = graph_.gemm(x, {units, width, weights.data(), bias.data()});
    width = units;
    return y;
  }

  std::vector<float> random(std::int64_t count, double deviation) {
    std::normal_distribution<float> normal(0, static_cast<float>(deviation));
    std::vector<float> values(static_cast<std::size_t>(count));
    for (auto& value : values) value = normal(generator_);
    return values;
  }

  OnnxGraph graph_;
  std::mt19937 generator_{1};
  std::int64_t multiply_adds_ = 0;
};

Architecture vgg16() {
  Builder build("vgg16");
  Tensor x = build.input();
  const std::array<std::pair<int, std::int64_t>, 5> blocks = {
      {{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}}};
  for (const auto& [convolutions, channels] : blocks) {
    for (int i = 0; i < convolutions; ++i) x = build.relu(build.conv(x, {channels, 3}));
    x = build.max_pool(x, 2, 2);
  }
  return build.finish(x, {128, 64});
}

Architecture squeezenet1_1() {
  Builder build("squeezenet1_1");
  Tensor x = build.max_pool(build.relu(build.conv(build.input(), {64, 3, 2})), 3, 2);
  const auto fire = [&](std::int64_t squeeze, std::int64_t expand) {
    const Tensor squeezed = build.relu(build.conv(x, {squeeze}));
    const Tensor narrow = build.relu(build.conv(squeezed, {expand}));
    x = build.concat(narrow, build.relu(build.conv(squeezed, {expand, 3})));
  };
  fire(16, 64);
  fire(16, 64);
  x = build.max_pool(x, 3, 2);
  fire(32, 128);
  fire(32, 128);
  x = build.max_pool(x, 3, 2);
  fire(48, 192);
  fire(48, 192);
  fire(64, 256);
  fire(64, 256);
  return build.finish(x);
}

Architecture efficientnet_lite0() {
  struct Stage {
    int blocks;
    std::int64_t channels, kernel, stride, expansion;
  };
  constexpr std::array<Stage, 7> stages = {{{1, 16, 3, 1, 1},
                                            {2, 24, 3, 2, 6},
                                            {2, 40, 5, 2, 6},
                                            {3, 80, 3, 2, 6},
                                            {3, 112, 5, 1, 6},
                                            {4, 192, 5, 2, 6},
                                            {1, 320, 3, 1, 6}}};
  Builder build("efficientnet_lite0");
  Tensor x = build.relu6(build.conv(build.input(), {32, 3, 2}));
  for (const auto& stage : stages)
    for (int block = 0; block < stage.blocks; ++block) {
      const auto stride = block == 0 ? stage.stride : 1;
      const auto inner = x.channels * stage.expansion;
      Tensor y = stage.expansion == 1 ? x : build.relu6(build.conv(x, {inner}));
      y = build.relu6(build.conv(y, {inner, stage.kernel, stride, inner}));
      y = build.conv(y, {stage.channels});
      x = stride == 1 && x.channels == y.channels ? build.add(y, x) : y;
    }
  return build.finish(build.relu6(build.conv(x, {1280})));
}

Architecture resnet50() {
  constexpr std::array<std::pair<int, std::int64_t>, 4> stages = {{{3, 64}, {4, 128}, {6, 256}, {3, 512}}};
  constexpr std::int64_t expansion = 4;
  Builder build("resnet50");
  Tensor x = build.max_pool(build.relu(build.conv(build.input(), {64, 7, 2})), 3, 2, 1);
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const auto [blocks, channels] = stages[stage];
    for (int block = 0; block < blocks; ++block) {
      const std::int64_t stride = stage > 0 && block == 0 ? 2 : 1;
      Tensor y = build.relu(build.conv(x, {channels}));
      y = build.relu(build.conv(y, {channels, 3, stride}));
      y = build.conv(y, {channels * expansion});
      x = build.relu(build.add(y, block == 0 ? build.conv(x, {channels * expansion, 1, stride}) : x));
    }
  }
  return build.finish(x);
}

const std::map<std::string, std::function<Architecture()>>& makers() {
  static const std::map<std::string, std::function<Architecture()>> known = {
      {"efficientnet_lite0", efficientnet_lite0},
      {"resnet50", resnet50},
      {"squeezenet1_1", squeezenet1_1},
      {"vgg16", vgg16}};
  return known;
}

}  // namespace

const std::vector<std::string>& architecture_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, maker] : makers()) all.push_back(name);
    return all;
  }();
  return names;
}

Architecture architecture(const std::string& name) {
  return makers().at(name)();
}

std::filesystem::path write_architecture(const std::filesystem::path& folder, const std::string& name) {
  const auto made = architecture(name);
  ModelCard card;
  card.name = name;
  card.network_file = name + ".onnx";
  card.network_sha256 = sha256({made.network.begin(), made.network.end()});
  card.input.tensor = "picture";
  card.input.size = {architecture_side, architecture_side};
  card.input.mean = {127.5, 127.5, 127.5};
  card.input.scale = 1 / 127.5;
  card.outputs = {{"scores", {}}};
  for (const char* task : {"overall", "first", "second", "third", "fourth"})
    card.outputs.front().tasks.push_back({task, 0, 1, "nothing", "nothing"});
  card.provenance.architecture =
      name + ", random weights, " + std::to_string(made.multiply_adds) + " multiply-adds a picture";
  card.licence = "MIT";
  card.limits = {"Its weights are random: it is for measuring speed, not beauty."};
  write_file(folder / card.network_file, made.network);
  const auto card_file = folder / (name + ".json");
  write_card(card, card_file);
  card.bfloat16 = measure_bfloat16(folder / card.network_file, {});
  write_card(card, card_file);
  return folder / card.network_file;
}

}  // namespace aesthetic::test
