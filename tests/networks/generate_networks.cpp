// SPDX-License-Identifier: MIT
//
// Writes the tests' networks and their cards into a folder: generate_networks FOLDER
//
//   mean.onnx              overall, red, green, blue = sigmoid(4 * (mean in 0..1 - 0.5)) of the channel(s)
//   mean_bgr.onnx          the same scores, but takes blue first
//   two_outputs.onnx       overall and red in one output tensor, blue in another
//   not_a_number.onnx      overall is NaN for every picture
//   slow.onnx              overall = 0.5, after more work than 30 frames a second allow; 224x224
//   no_card.onnx           has no card
//   empty.onnx             0 bytes
//   garbage.onnx           text
//   truncated.onnx         the first half of mean.onnx
//   wrong_sha.onnx         differs from its card by one byte in a name
//   wrong_task_count.onnx  the card has one task more than the network
//   wrong_size.onnx        the card says 8x8
//   wrong_tensor.onnx      the card names an input the network does not have
//   bad_version.onnx       the card is of format version 99
//   not_json.onnx          the card is no JSON
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <limits>
#include <string>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/model_card.hpp"
#include "onnx_graph.hpp"

namespace {

namespace fs = std::filesystem;
using aesthetic::ModelCard;
using aesthetic::OnnxGraph;

constexpr int side = 4;
constexpr int slow_side = 224;
constexpr float third = 1.0F / 3.0F;
// Rows: overall, red, green, blue over the channels red, green, blue in -0.5..0.5.
constexpr std::array<float, 12> rgb_weights = {4 * third, 4 * third, 4 * third, 4, 0, 0, 0, 4, 0, 0, 0, 4};
constexpr std::array<float, 12> bgr_weights = {4 * third, 4 * third, 4 * third, 0, 0, 4, 0, 4, 0, 4, 0, 0};
constexpr std::array<float, 4> no_bias = {};

aesthetic::Task task(const std::string& name) {
  return {name, 0, 255, "black", "white"};
}

ModelCard card_for(const std::string& name) {
  ModelCard card;
  card.name = name;
  card.network_file = name + ".onnx";
  card.input.tensor = "picture";
  card.input.size = {side, side};
  card.input.mean = {127.5, 127.5, 127.5};
  card.input.scale = 1 / 255.0;
  card.outputs = {{"scores", {task("overall"), task("red"), task("green"), task("blue")}}};
  card.provenance.architecture = "mean colour, for tests";
  card.licence = "MIT";
  card.limits = {"Tells brightness, not beauty."};
  return card;
}

std::string mean_network(const std::array<float, 12>& weights) {
  OnnxGraph graph("mean");
  auto x = graph.flatten(graph.global_average_pool(graph.input("picture", 3, side, side)));
  graph.output(graph.sigmoid(graph.gemm(x, {4, 3, weights.data(), no_bias.data()})), "scores", 4);
  return graph.serialize();
}

std::string two_output_network() {
  OnnxGraph graph("two outputs");
  auto x = graph.flatten(graph.global_average_pool(graph.input("picture", 3, side, side)));
  graph.output(graph.sigmoid(graph.gemm(x, {2, 3, rgb_weights.data(), no_bias.data()})), "scores", 2);
  graph.output(graph.sigmoid(graph.gemm(x, {1, 3, rgb_weights.data() + 9, no_bias.data()})), "more", 1);
  return graph.serialize();
}

// Infinity minus infinity for every picture; 0.5 for the exact grey that no 8-bit picture has, so it loads.
std::string not_a_number_network() {
  constexpr float huge = std::numeric_limits<float>::max();
  constexpr std::array<float, 3> plus = {huge, huge, huge};
  constexpr std::array<float, 3> minus = {-huge, -huge, -huge};
  OnnxGraph graph("not a number");
  auto x = graph.flatten(graph.global_average_pool(graph.input("picture", 3, side, side)));
  const auto grow = [&](const std::array<float, 3>& weights) {
    const auto large = graph.gemm(x, {1, 3, weights.data(), no_bias.data()});
    return graph.gemm(large, {1, 1, plus.data(), no_bias.data()});
  };
  graph.output(graph.sigmoid(graph.add(grow(plus), grow(minus))), "scores", 1);
  return graph.serialize();
}

// 224x224 pixels, three 3x3 convolutions over 64 channels: 11 thousand million operations. The last layer
// takes no notice of them.
std::string slow_network() {
  constexpr std::int64_t channels = 64;
  const std::vector<float> weights(channels * channels * 9, 1.0F / (channels * 9));
  constexpr std::array<float, channels> nothing = {};
  OnnxGraph graph("slow");
  auto x = graph.input("picture", 3, slow_side, slow_side);
  for (const std::int64_t before : {std::int64_t{3}, channels, channels, channels})
    x = graph.relu(graph.conv(x, {channels, before, 3, 3, weights.data(), nothing.data()}, 1, {1, 1, 1, 1}));
  x = graph.flatten(graph.global_average_pool(x));
  graph.output(graph.sigmoid(graph.gemm(x, {1, channels, nothing.data(), no_bias.data()})), "scores", 1);
  return graph.serialize();
}

class Writer {
 public:
  explicit Writer(fs::path folder) : folder_(std::move(folder)) {}

  void write(
      const std::string& name, const std::string& network,
      const std::function<void(ModelCard&)>& change = [](ModelCard&) {}) const {
    aesthetic::write_file(folder_ / (name + ".onnx"), network);
    auto card = card_for(name);
    card.network_sha256 = aesthetic::sha256({network.begin(), network.end()});
    change(card);
    aesthetic::write_card(card, folder_ / (name + ".json"));
  }

  // Replaces text in a card after it was written rightly.
  void spoil_card(const std::string& name, const std::string& from, const std::string& to) const {
    const auto file = folder_ / (name + ".json");
    std::ifstream stream(file);
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    text.replace(text.find(from), from.size(), to);
    aesthetic::write_file(file, text);
  }

  void write_all() const {
    const auto mean = mean_network(rgb_weights);
    write("mean_bgr", mean_network(bgr_weights),
          [](ModelCard& card) { card.input.channels = aesthetic::ChannelOrder::bgr; });
    write("two_outputs", two_output_network(), [](ModelCard& card) {
      card.outputs = {{"scores", {task("overall"), task("red")}}, {"more", {task("blue")}}};
    });
    write("not_a_number", not_a_number_network(), [](ModelCard& card) { card.outputs[0].tasks.resize(1); });
    write("slow", slow_network(), [](ModelCard& card) {
      card.input.size = {slow_side, slow_side};
      card.outputs[0].tasks.resize(1);
    });
    write("no_card", mean);
    fs::remove(folder_ / "no_card.json");
    write("empty", "");
    write("garbage", "These bytes are no network.");
    write("truncated", mean.substr(0, mean.size() / 2));
    write("wrong_sha", mean, [](ModelCard& card) { card.network_sha256 = std::string(64, '0'); });
    write("wrong_task_count", mean, [](ModelCard& card) { card.outputs[0].tasks.push_back(task("alpha")); });
    write("wrong_size", mean, [](ModelCard& card) { card.input.size = {2 * side, 2 * side}; });
    write("wrong_tensor", mean, [](ModelCard& card) { card.input.tensor = "image"; });
    write("bad_version", mean);
    spoil_card("bad_version", "\"format_version\": 1", "\"format_version\": 99");
    write("not_json", mean);
    spoil_card("not_json", "{", "");
    write("mean", mean);
  }

 private:
  fs::path folder_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: generate_networks FOLDER\n";
    return 2;
  }
  try {
    Writer(argv[1]).write_all();
  } catch (const aesthetic::Error& error) {
    std::cerr << "generate_networks: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
